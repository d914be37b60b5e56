package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.UnknownOutcome;
import dev.rollforward.engine.Writer;
import dev.rollforward.testkit.Intercepted.At;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a caller is told, and what recovery does, when stores fail at one call, lose an answer, show
 * what is not there any more, or hold what somebody else has put there.
 */
class ProtocolFailuresTest extends OnTwoTables {
  private static final At SOUND = Intercepted.Call::make;

  private final List<Action> actions = new ArrayList<>();

  /** B5: what a store throws beyond its contract is read back, like an answer that was lost. */
  @Test
  void anUnforeseenFailureAfterTheEffectIsReadBack() {
    At npe =
        call -> {
          Object made = call.make();
          if (call.name().equals("TableStore.commit")) {
            throw new NullPointerException("in a binding");
          }
          return made;
        };

    assertThat(run(through(npe), "op", append("a"), append("b")))
        .isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void anUnforeseenFailureBeforeTheEffectIsReadBackToo() {
    assertThat(run(through(failing("TableStore.commit", 2, new NullPointerException())), "op"))
        .isInstanceOf(CommitResult.Rejected.class);
    assertThat(rows("a")).doesNotContain(new OperationId("op"));
    assertThat(stores.sidecars().list().operations()).isEmpty();
  }

  @Test
  void anUnforeseenFailureOfPublishLeavesTheOutcomeOpen() {
    CommitResult told =
        run(through(failing("ManifestStore.create", 1, new IllegalStateException())), "op");

    assertThat(told).isInstanceOf(CommitResult.Unknown.class);
    assertThat(recover("op")).isInstanceOf(Outcome.Finished.class);
    assertThat(rows("a")).contains(new OperationId("op"));
  }

  @Test
  void anErrorTellsWhichOutcomeIsUnknown() {
    At dying =
        call -> {
          if (call.name().equals("TableStore.commit")) {
            throw new OutOfMemoryError("simulated");
          }
          return call.make();
        };

    Throwable error = catchThrowable(() -> run(through(dying), "op"));

    assertThat(error).isInstanceOf(OutOfMemoryError.class);
    assertThat(error.getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            UnknownOutcome.class,
            unknown -> assertThat(unknown.operation()).isEqualTo(new OperationId("op")));
  }

  /** B6: verdict and version are of one read, so no later one can take the verdict back. */
  @Test
  void aKnownCommitIsNeverReportedAsUnknown() {
    AtomicInteger reads = new AtomicInteger();
    At unanswered =
        call -> {
          Object made = call.make();
          if (call.name().equals("ManifestStore.create")) {
            reads.set(1);
            throw new StoreException.OutcomeUnknown("lost", null);
          }
          if (reads.get() > 0
              && call.name().equals("ManifestStore.readNewest")
              && reads.getAndIncrement() > 1) {
            throw new StoreException("read once is enough");
          }
          return made;
        };

    assertThat(run(through(unanswered), "op")).isInstanceOf(CommitResult.Committed.class);
  }

  /** A7: what is told is the manifest that committed it, whatever was published since. */
  @Test
  void theManifestThatCommittedIsToldWhateverFollowed() {
    long before = stores.manifests().readNewest().version();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    At overtaken =
        call -> {
          Object made = call.make();
          if (call.name().equals("ManifestStore.create") && isFirst.getAndSet(false)) {
            run(stores, "other", append("b"));
            throw new StoreException.OutcomeUnknown("lost", null);
          }
          return made;
        };

    assertThat(run(through(overtaken), "op", append("a")))
        .isInstanceOfSatisfying(
            CommitResult.Committed.class,
            committed -> assertThat(committed.manifestVersion()).isEqualTo(before + 1));
    assertThat(stores.manifests().readNewest().version()).isEqualTo(before + 2);
  }

  /** A7: recovery writes down which manifest decided, also if it finds the decision later. */
  @Test
  void theRecordOfARecoveryNamesTheManifestThatDecided() {
    leave("published", 3, append("a"));
    long committed = stores.manifests().readNewest().version();
    run(stores, "other", append("b"));

    assertThat(recover("published"))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().manifestVersion()).isEqualTo(committed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Publish", "Converge", "DeleteSidecar"})
  void whatAListenerThrowsDoesNotChangeTheOutcome(String action) {
    At unanswered =
        call -> {
          Object made = call.make();
          if (action.equals("Converge") && call.name().equals("ManifestStore.create")) {
            throw new StoreException.OutcomeUnknown("lost", null);
          }
          return made;
        };
    ProtocolListener failing =
        event -> {
          if (event.action().name().equals(action)) {
            throw new StoreException("from a listener");
          }
        };
    Writer writer =
        new Writer(through(unanswered), new OperationId("op"), appends(), this::full, failing);

    assertThatThrownBy(writer::run).hasMessage("from a listener");
    assertThat(writer.result())
        .hasValueSatisfying(
            result -> assertThat(result).isInstanceOf(CommitResult.Committed.class));
  }

  /** B7: nothing was armed, so nothing will ever be visible, and that is what is told. */
  @Test
  void aSidecarThatIsNotThereIsAKnownFailure() {
    At lost = failing("SidecarStore.create", 1, new StoreException.OutcomeUnknown("lost", null));

    assertThat(run(through(lost), "op"))
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> assertThat(rejected.detail()).contains("its sidecar was not written"));
  }

  /** A drop needs no commit of its owner to be complete: a late sidecar would commit it. */
  @Test
  void aDropWhoseSidecarMayArrivePutsItAgain() {
    At lost = failing("SidecarStore.create", 1, new StoreException.OutcomeUnknown("lost", null));

    Intercepted over = new Intercepted(stores, lost);

    assertThat(run(over.stores(), "op", drop("a"))).isInstanceOf(CommitResult.Committed.class);
    assertThat(over.calls().stream().filter("SidecarStore.create"::equals)).hasSize(2);
  }

  @Test
  void aDropWhoseSidecarArrivesMeanwhileIsCommittedOnce() {
    AtomicReference<Intercepted.Call> late = new AtomicReference<>();
    At arrives =
        call -> {
          if (call.name().equals("SidecarStore.create")) {
            if (late.compareAndSet(null, call)) {
              throw new StoreException.OutcomeUnknown("lost", null);
            }
            late.get().make();
          }
          return call.make();
        };

    assertThat(run(through(arrives), "op", drop("a"))).isInstanceOf(CommitResult.Committed.class);
  }

  /** The first put may still arrive, whatever became of the second. */
  @Test
  void aDropThatCannotPutItsSidecarAgainIsNotAKnownFailure() {
    At lost = failing("SidecarStore.create", 1, new StoreException.OutcomeUnknown("lost", null));
    At refused = failing("SidecarStore.create", 1, new StoreException("read-only", null));
    Stores over = new Intercepted(through(refused), lost).stores();

    assertThat(run(over, "op", drop("a"))).isInstanceOf(CommitResult.Unknown.class);
  }

  /** bugs.md 25: once a commit is known to have failed, the operation can never be complete. */
  @Test
  void aFullDiskIsAKnownFailureIfACommitFailed() {
    At full =
        call -> {
          if (Set.of("TableStore.commit", "ManifestStore.create").contains(call.name())) {
            throw new StoreException("no space left on device");
          }
          return call.make();
        };

    assertThat(run(through(full), "op"))
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> assertThat(rejected.detail()).contains("no space left on device"));
    assertThat(recover("op"))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
  }

  /** S1: a history reads its versions late, and a read that fails late is one that failed. */
  @Test
  void aVersionThatCannotBeReadKeepsTheOutcomeOpen() {
    leave("dead", 2, append("a"), append("b"));
    Stores unread = through(readingVersions(version -> failRead()));

    assertThatThrownBy(() -> run(unread, "op")).hasMessage("version cannot be read");
    assertThat(stores.sidecars().exists(new OperationId("op"))).isFalse();
    assertThatThrownBy(
            () ->
                new Recovery(unread, ProtocolListener.NONE)
                    .recover(new OperationId("dead"), Mode.FULL))
        .hasMessage("version cannot be read");
    assertThat(stores.sidecars().exists(new OperationId("dead"))).isTrue();
    assertThat(recover("dead")).isInstanceOf(Outcome.Finished.class);

    At unanswered =
        call -> {
          if (call.name().equals("TableStore.commit")) {
            call.make();
            throw new StoreException.OutcomeUnknown("no answer", null);
          }
          return readingVersions(version -> failRead()).call(call);
        };
    assertThat(run(through(unanswered), "op", create("c")))
        .isInstanceOfSatisfying(
            CommitResult.Unknown.class,
            open -> assertThat(open.cause()).hasMessage("version cannot be read"));
  }

  private static Optional<TableVersion> failRead() {
    throw new StoreException("version cannot be read");
  }

  /** R2: a version that was cleaned up is no landing, and recovery is not kept from its end. */
  @Test
  void aVersionThatIsGoneHasNotLanded() {
    leave("dead", 3, append("a"), append("b"));
    At cleaned =
        readingVersions(
            version -> {
              throw new Unreadable(
                  Unreadable.Reason.MISSING, "a", "there is no version " + version, "-", null);
            });

    assertThat(
            new Recovery(through(cleaned), ProtocolListener.NONE)
                .recover(new OperationId("dead"), Mode.FULL))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(rows("a")).doesNotContain(new OperationId("dead"));
  }

  private static At readingVersions(LongFunction<Optional<TableVersion>> read) {
    return call -> {
      Object made = call.make();
      return made instanceof TableHistory history
          ? TableHistory.reading(history.table(), history.from(), new Reading(history, read))
          : made;
    };
  }

  private record Reading(TableHistory history, LongFunction<Optional<TableVersion>> versions)
      implements TableHistory.Source {
    @Override
    public long head() {
      return history.head();
    }

    @Override
    public Optional<TableVersion> read(long version) {
      return versions.apply(version);
    }
  }

  /** B13: a sidecar that is always listed and never there keeps nobody busy. */
  @Test
  void aSidecarThatIsShownThoughItIsGoneIsNotALoop() {
    leave("dead", 1, append("a"), append("b"));
    Sidecar gone = stores.sidecars().read(new OperationId("dead")).orElseThrow();
    stores.sidecars().delete(gone.operation());
    Intercepted lagging =
        new Intercepted(
            stores,
            call ->
                call.name().equals("SidecarStore.exists")
                        && call.arguments().contains(gone.operation())
                    ? true
                    : call.make());

    assertThat(run(lagging.stores(), "op")).isInstanceOf(CommitResult.Committed.class);
    assertThat(lagging.calls()).hasSizeLessThan(60);
  }

  /** B14: whether a sidecar is gone is asked by name; a listing may miss one. */
  @Test
  void aCommitListsNothing() {
    Intercepted watched = new Intercepted(stores, SOUND);

    run(watched.stores(), "first");
    run(watched.stores(), "second");

    assertThat(watched.calls()).contains("SidecarStore.exists").doesNotContain("SidecarStore.list");
  }

  @Test
  void aSidecarThatAListingMissesKeepsItsDecision() {
    leave("left", 4, append("a"), append("b"));
    Stores missing =
        through(
            call ->
                call.name().equals("SidecarStore.list")
                    ? new dev.rollforward.port.SidecarStore.Listing(List.of(), List.of())
                    : call.make());

    run(missing, "next");

    assertThat(stores.manifests().readNewest().decisionOf(new OperationId("left")))
        .hasValueSatisfying(d -> assertThat(d.verdict()).isEqualTo(Verdict.COMMITTED));
  }

  /** B15: a record that contradicts the decision stops recovery, and nothing is deleted. */
  @Test
  void aContradictoryAuditIsNamed() {
    leave("left", 1, append("a"), append("b"));
    stores
        .audits()
        .create(
            new Audit(
                stores.manifests().readNewest().group(),
                new OperationId("left"),
                new TreeMap<>(),
                Verdict.COMMITTED,
                "restored from elsewhere",
                1,
                Optional.empty()));

    assertThatThrownBy(() -> recover("left"))
        .isInstanceOfSatisfying(
            Unreadable.class,
            named -> assertThat(named.reason()).isEqualTo(Unreadable.Reason.CONTRADICTORY))
        .hasMessageContaining("COMMITTED")
        .hasMessageContaining("ABORTED");
    assertThat(stores.sidecars().exists(new OperationId("left"))).isTrue();
  }

  /** R1: the put of a sidecar that takes effect twice does not bring its operation back to life. */
  @Test
  void aSidecarThatArrivesAgainIsRecognizedByWhatIsVisible() {
    for (TableIntent change : List.of(append("a"), create("c"), drop("b"))) {
      OperationId operation = new OperationId("again-" + change.name());
      List<Sidecar> put = new ArrayList<>();
      Stores recording =
          through(
              call -> {
                if (call.name().equals("SidecarStore.create")) {
                  put.add((Sidecar) call.arguments().get(0));
                }
                return call.make();
              });
      assertThat(run(recording, operation.value(), change))
          .isInstanceOf(CommitResult.Committed.class);
      run(stores, "forgets-" + change.name(), append("a"));
      assertThat(stores.manifests().readNewest().decisionOf(operation)).isEmpty();

      stores.sidecars().create(put.get(0));

      assertThat(recover(operation.value()))
          .isInstanceOfSatisfying(
              Outcome.Finished.class,
              done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.COMMITTED));
      assertThat(stores.manifests().readNewest().decisionOf(operation)).isEmpty();
    }
  }

  /** M13: what others publish meanwhile does not matter, if it is not about the same tables. */
  @Test
  void aRecoveryIsNotHeldUpByDisjointWriters() {
    run(stores, "more", create("c"));
    leave("left", 1, append("a"), append("b"));
    AtomicInteger overtaken = new AtomicInteger();
    Stores busy =
        through(
            call -> {
              if (call.name().equals("ManifestStore.create") && overtaken.incrementAndGet() <= 3) {
                run(stores, "disjoint-" + overtaken, append("c"));
              }
              return call.make();
            });
    new Recovery(busy, event -> count(event.operation(), event.action()))
        .recover(new OperationId("left"), Mode.FULL);

    assertThat(overtaken.get()).isGreaterThan(3);
    assertThat(actions).containsOnlyOnce(Action.SweepReadManifest, Action.SweepClassify);
  }

  private void count(OperationId operation, Action action) {
    if (operation.value().equals("left")) {
      actions.add(action);
    }
  }

  /** bugs.md 8: a base that was cleaned up is fenced and has not landed; nothing is wedged. */
  @Test
  void aSidecarWhoseBaseIsGoneIsFinished() {
    leave("left", 0, append("a"), append("b"));
    run(stores, "later", append("a"));
    long pinned = pin("a").version();
    Stores cleaned =
        through(
            call -> {
              boolean below =
                  call.name().equals("TableStore.history")
                      && call.arguments().get(0).equals(table("a"))
                      && (long) call.arguments().get(1) < pinned;
              if (below) {
                throw new Unreadable(
                    Unreadable.Reason.MISSING, "a", "version 1 is gone", "It was cleaned up", null);
              }
              return call.make();
            });

    Outcome outcome =
        new Recovery(cleaned, ProtocolListener.NONE).recover(new OperationId("left"), Mode.FULL);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(stores.sidecars().list().operations()).isEmpty();
    assertThat(run(stores, "op")).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aDropFreesTheName() {
    TableId dropped = table("a");
    Manifest before = stores.manifests().readNewest();

    assertThat(run(stores, "drop", drop("a"))).isInstanceOf(CommitResult.Committed.class);
    assertThat(stores.manifests().readNewest().pin("a")).isEmpty();
    assertThat(run(stores, "again", create("a"))).isInstanceOf(CommitResult.Committed.class);

    assertThat(table("a")).isNotEqualTo(dropped);
    assertThat(testStores.rows(dropped, before.pin("a").orElseThrow().version())).isNotEmpty();
  }

  @Test
  void aDropIsRolledForward() {
    leave("drop", 1, drop("a"));

    assertThat(recover("drop")).isInstanceOf(Outcome.Finished.class);
    assertThat(stores.manifests().readNewest().tombstone("a"))
        .hasValueSatisfying(t -> assertThat(t.operation()).isEqualTo(new OperationId("drop")));
  }

  @Test
  void aDropOfWhatIsGoneIsRefused() {
    TableIntent late = drop("a");
    run(stores, "drop", drop("a"));

    assertThat(run(stores, "late", late))
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.CONFLICT));
  }

  /** Several commits on one table are one change: all of them are visible, or none. */
  @Test
  void aChainOfCommitsIsOneChange() {
    TableIntent chain = chain("a");

    assertThat(run(stores, "op", chain)).isInstanceOf(CommitResult.Committed.class);
    assertThat(rows("a")).filteredOn(new OperationId("op")::equals).hasSize(2);
    leave("half", 2, chain("a"));
    assertThat(recover("half"))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(rows("a")).doesNotContain(new OperationId("half"));
  }
}
