package dev.rollforward;

/**
 * Lance cannot run in this JVM. Nothing was read or written, and nothing will work until the JVM is
 * started anew as the message says.
 */
public final class LanceUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String remedy;

  /** Why Lance cannot run. */
  public enum Reason {
    /** The JVM keeps {@code java.nio} closed to Arrow. */
    CLOSED_MODULE,
    /** The JVM forbids native code (from Java 24 on it can). */
    NATIVE_ACCESS,
    /** There is no native library for this operating system and processor. */
    PLATFORM,
    /** The native library is there, and could not be unpacked into a file and loaded from it. */
    NOT_LOADED
  }

  /** For {@code reason}, with what is wrong and what to do about it. */
  public LanceUnavailableException(Reason reason, String problem, String remedy, Throwable cause) {
    super("Lance cannot run in this JVM: " + problem + ". " + remedy, cause);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Why it cannot run. */
  public Reason reason() {
    return reason;
  }

  /** What to change before the JVM is started again. */
  public String remedy() {
    return remedy;
  }
}
