package dev.rollforward.cli.report;

import dev.rollforward.cli.check.Known;

/** The state of a result in a word. */
final class Badges {
  private Badges() {}

  /** Nothing if it is as it should be. */
  static Html ofFault(Known known) {
    return switch (known.state()) {
      case NOT_RUN -> badge("soft", "not run");
      case STALE -> badge("stale", "stale");
      case FRESH -> known.held() ? Html.NONE : badge("bad", known.explanation());
    };
  }

  /** Held, or what else. */
  static Html of(Known known) {
    return switch (known.state()) {
      case NOT_RUN -> badge("soft", "not run");
      case STALE -> badge("stale", "stale: " + known.explanation());
      case FRESH ->
          badge(known.held() ? "good" : "bad", known.held() ? "held" : known.explanation());
    };
  }

  private static Html badge(String kind, String word) {
    return Html.of(" ").and(Html.element("span", "badge " + kind, Html.of(word)));
  }
}
