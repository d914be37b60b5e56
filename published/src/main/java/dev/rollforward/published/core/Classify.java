package dev.rollforward.published.core;

import static dev.rollforward.published.core.TableClass.IncompletePhaseB;
import static dev.rollforward.published.core.TableClass.InvariantViolation;
import static dev.rollforward.published.core.TableClass.NoMovement;
import static dev.rollforward.published.core.TableClass.RolledPastExpected;
import static dev.rollforward.published.core.TableClass.UnexpectedAtP1;
import static dev.rollforward.published.core.TableClass.UnexpectedMultistep;

/** The published classification table: arithmetic on version numbers. Spec: {@code Classify}. */
public final class Classify {
  private Classify() {}

  /**
   * What a table is taken for.
   *
   * @param kind who wrote the sidecar
   * @param head the table's HEAD
   * @param pin its pin, 0 for none
   * @param was what the sidecar says of it
   */
  public static TableClass table(WriterKind kind, long head, long pin, SidecarPin was) {
    if (head < pin) {
      return InvariantViolation;
    }
    if (head == pin) {
      return NoMovement;
    }
    return switch (kind.match()) {
      case Strict -> strict(head, pin, was);
      case Loose -> was.expected() == pin ? RolledPastExpected : unexpected(head, pin);
      case Confirmed -> confirmed(head, pin, was);
    };
  }

  private static TableClass strict(long head, long pin, SidecarPin was) {
    return head == pin + 1 && was.expected() == pin && was.postCommit() == head
        ? RolledPastExpected
        : unexpected(head, pin);
  }

  private static TableClass confirmed(long head, long pin, SidecarPin was) {
    if (was.confirmed().isEmpty()) {
      return IncompletePhaseB;
    }
    return was.confirmed().getAsLong() == head && was.expected() == pin
        ? RolledPastExpected
        : UnexpectedMultistep;
  }

  private static TableClass unexpected(long head, long pin) {
    return head == pin + 1 ? UnexpectedAtP1 : UnexpectedMultistep;
  }
}
