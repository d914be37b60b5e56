package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Resolution;
import dev.rollforward.SchemaException;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Source;
import dev.rollforward.engine.ConflictResolver;
import dev.rollforward.engine.Decisions;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commits the operations of one handle, those on one table one at a time, and says how an operation
 * ended. Safe for use by several threads.
 */
final class Committer {
  private final Stores stores;
  private final ProtocolListener listener;
  private final PatientRecovery recovery;
  private final CloseGate gate;
  private final WriteQueue queue;
  private final Set<OperationId> running;

  /**
   * A committer without operations.
   *
   * @param recovery brings to their end what stands in a commit's way
   * @param gate lets nothing be freed meanwhile
   * @param running the operations that are being committed, which this keeps
   */
  Committer(
      Stores stores,
      ProtocolListener listener,
      PatientRecovery recovery,
      CloseGate gate,
      Set<OperationId> running) {
    this.stores = stores;
    this.listener = listener;
    this.recovery = recovery;
    this.gate = gate;
    this.queue = new WriteQueue(gate);
    this.running = running;
  }

  /** The writer of one attempt. */
  Writer owner(OperationId operation, List<TableIntent> intents, Terms terms, Timer deadline) {
    boolean derived = intents.stream().allMatch(TableIntent::isDerived);
    ConflictResolver resolver =
        derived ? this::giveWay : operations -> recovery.resolve(operations, deadline);
    return new Writer(stores, operation, intents, terms, resolver, listener);
  }

  private Set<OperationId> giveWay(SortedSet<OperationId> operations) {
    if (operations.isEmpty() || !recovery.areOver(operations)) {
      throw new Overtaken(operations.isEmpty() ? "a table that moves" : "operation " + operations);
    }
    return operations;
  }

  /**
   * Whether an attempt that was rejected can never be committed any more, so that another may
   * begin: it is brought to its end if anything is left of it.
   */
  boolean isOver(OperationId rejected) {
    try {
      return gate.inside(() -> settle(rejected)) != Resolution.COMMITTED;
    } catch (StoreException unsettled) {
      return false;
    }
  }

  /** Makes one attempt, when it has its turn. */
  CommitResult commit(
      OperationId operation, List<TableIntent> intents, Terms terms, Timer deadline) {
    Map<String, Long> sources = terms.sources();
    CommitResult result =
        commit(operation, intents, owner(operation, intents, terms, deadline), deadline);
    return result instanceof CommitResult.Rejected && !sources.isEmpty()
        ? gate.inside(() -> takenIn(sources)).orElse(result)
        : result;
  }

  /** The result of whoever has taken in all of {@code sources}, as far or farther. */
  private Optional<CommitResult> takenIn(Map<String, Long> sources) {
    Manifest newest = stores.manifests().readNewest();
    List<Source> done =
        sources.entrySet().stream()
            .flatMap(
                ours ->
                    newest
                        .source(ours.getKey())
                        .filter(source -> source.sequence() >= ours.getValue())
                        .stream())
            .toList();
    if (done.size() < sources.size()) {
      return Optional.empty();
    }
    stores.manifests().makeDurable(newest.version());
    Source last = Collections.max(done, Comparator.comparingLong(Source::manifestVersion));
    return Optional.of(new CommitResult.Committed(last.operation(), last.manifestVersion(), true));
  }

  private CommitResult commit(
      OperationId operation, List<TableIntent> intents, Writer owner, Timer deadline) {
    running.add(operation);
    try {
      return queue.run(namesOf(intents), owner::run, deadline);
    } catch (DeadlinePassed passed) {
      return new CommitResult.Rejected(
          operation, Reason.DEADLINE, Optional.empty(), passed.getMessage());
    } catch (Overtaken overtaken) {
      return new CommitResult.Rejected(
          operation, Reason.OVERTAKEN, Optional.empty(), overtaken.getMessage());
    } catch (InterruptedBeforeStart interrupted) {
      return new CommitResult.Rejected(
          operation, Reason.INTERRUPTED, Optional.empty(), interrupted.getMessage());
    } catch (SchemaException mismatch) {
      // Nothing was written: from the moment when something is, a writer answers by a result.
      return new CommitResult.Rejected(
          operation, Reason.SCHEMA_CHANGED, Optional.of(mismatch.table()), mismatch.getMessage());
    } catch (BlockedException blocked) {
      return new CommitResult.Rejected(
          operation, Reason.BLOCKED, Optional.empty(), blocked.getMessage());
    } finally {
      running.remove(operation);
    }
  }

  private static Set<String> namesOf(List<TableIntent> intents) {
    return intents.stream()
        .flatMap(intent -> Stream.of(intent.name(), intent.change().nameAfter(intent.name())))
        .collect(Collectors.toSet());
  }

  Resolution settle(OperationId operation) {
    Optional<Verdict> verdict =
        recovery
            .settle(operation)
            .or(() -> new Decisions(stores).of(operation).map(Decisions.Answer::verdict));
    return verdict.map(Committer::resolution).orElse(Resolution.UNRECORDED);
  }

  private static Resolution resolution(Verdict verdict) {
    return switch (verdict) {
      case COMMITTED -> Resolution.COMMITTED;
      case ABORTED -> Resolution.ABORTED;
    };
  }
}
