package dev.rollforward.lance;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Why rows were refused while they were being written. What a reader throws has to pass native code
 * then, where only its message survives, so it is remembered here. Used by one thread.
 */
final class RowRefusal {
  private RuntimeException refusal;

  /** Reads or looks at rows. */
  interface Look<T> {
    T at() throws IOException;
  }

  /** What {@code look} returns; what it throws is remembered, and thrown again. */
  <T> T remembering(Look<T> look) throws IOException {
    try {
      return look.at();
    } catch (RuntimeException refused) {
      refusal = refused;
      throw refused;
    }
  }

  /** What {@code writing} returns; if refused rows ended it, what refused them is thrown. */
  <T> T explaining(Supplier<T> writing) {
    try {
      return writing.get();
    } catch (RuntimeException failure) {
      if (refusal != null) {
        refusal.addSuppressed(failure);
        throw refusal;
      }
      throw failure;
    }
  }
}
