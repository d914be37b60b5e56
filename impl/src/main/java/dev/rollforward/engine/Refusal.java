package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Stale;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Why an operation is refused before anything of it is written. Spec: {@code Refuse}.
 *
 * @param table the table it is refused for
 * @param rejection what its result says
 * @param facts what the event says
 */
record Refusal(String table, Rejection rejection, Facts facts) {
  Refusal {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(rejection, "rejection");
    Objects.requireNonNull(facts, "facts");
  }

  /** A table does not have the pin that the caller asked for. */
  static Refusal unmet(TableIntent intent, long pin) {
    OptionalLong required = intent.required();
    Facts facts = Facts.of("pin", pin);
    return new Refusal(
        intent.name(),
        Rejection.conflict(
            new ExpectedVersionMismatch(intent.name(), required.orElse(Pin.ABSENT), pin)),
        required.isPresent() ? facts.and("required", required.getAsLong()) : facts);
  }

  /** The name that a table is to have is that of another. */
  static Refusal taken(String name, Pin pin) {
    return staleRead(new ExpectedVersionMismatch(name, Pin.ABSENT, pin.version()));
  }

  /** A table that the caller has read has changed since. */
  static Refusal staleRead(ExpectedVersionMismatch mismatch) {
    return new Refusal(
        mismatch.table(),
        Rejection.conflict(mismatch),
        Facts.of("pin", mismatch.actual()).and("required", mismatch.expected()));
  }

  /** A stream was taken in as far already, so that the first table need not be looked at. */
  static Refusal sourceDone(String table, Publish.SourceDone done) {
    return new Refusal(
        table,
        Rejection.sourceDone(done),
        Facts.of("source", done.name()).and("sequence", done.source().sequence()));
  }

  /** What was staged may be gone. */
  static Refusal stale(String table, Stale stale) {
    return new Refusal(table, Rejection.stale(stale), Facts.of("stale", stale.before().toString()));
  }

  /**
   * An external tool has committed to a table, and the caller wants that neither kept nor undone.
   */
  static Refusal external(TableIntent intent, long pin, PrepareTable.External external) {
    return new Refusal(
        intent.name(),
        Rejection.external(intent.name(), external),
        Facts.of("pin", pin).and("external", external.version()).and("head", external.head()));
  }
}
