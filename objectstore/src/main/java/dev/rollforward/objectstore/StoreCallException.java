package dev.rollforward.objectstore;

import java.util.Arrays;
import java.util.Optional;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.OpenDALException.Code;

/** A call of the store that failed, or did not end in time. */
final class StoreCallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;

  StoreCallException(OpenDALException failure) {
    super(OpenDalBlobs.reason(failure), failure);
    this.code = failure.getCode();
  }

  /** One that is given up, or that failed otherwise: it may still take effect. */
  StoreCallException(String message, Throwable cause) {
    super(message, cause);
    this.code = Code.Unexpected;
  }

  boolean is(Code... codes) {
    return Arrays.asList(codes).contains(code);
  }

  /**
   * Whether S3 has refused it because of another request that was under way, which OpenDAL does not
   * tell from a condition that does not hold. That one may have been the same put, sent twice.
   */
  boolean isConflict() {
    return String.valueOf(getMessage()).contains("\"ConditionalRequestConflict\"");
  }

  /** What its user can do about it, as the end of a message. */
  String remedy() {
    return Optional.of(code)
        .map(
            kind ->
                switch (kind) {
                  case PermissionDenied ->
                      ". Check credentials, and that they may read, write, delete and list here";
                  case ConfigInvalid -> ". Check that the bucket exists, and the storage options";
                  case RateLimited -> ". Try again when less is asked of the store";
                  default -> "";
                })
        .orElse("");
  }
}
