package dev.rollforward.conformance.junit;

import java.nio.file.Path;
import java.util.List;

/** What the groups of a test did is no behaviour of the specification; see the picture. */
public final class TraceRejected extends AssertionError {
  private static final long serialVersionUID = 1L;

  TraceRejected(List<String> words, Path page) {
    super(
        "what the groups of this test did is no behaviour of spec/Rollforward.tla\n"
            + String.join("\n", words)
            + "\npicture: "
            + page);
  }
}
