package dev.rollforward.spec.proof;

/** The proof is not written in the form that can be read, or does not fit the specification. */
public final class ProofFormException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception that says what is wrong and where. */
  public ProofFormException(String message) {
    super(message);
  }
}
