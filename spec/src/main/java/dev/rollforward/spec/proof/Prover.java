package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Has obligations discharged, several at a time. */
final class Prover {
  private final int threads;
  private final int millis;
  private final Optional<ProofCache> cache;

  /**
   * A prover.
   *
   * @param threads how many obligations at a time
   * @param millis how long one may take
   */
  Prover(int threads, int millis, Optional<ProofCache> cache) {
    this.threads = threads;
    this.millis = millis;
    this.cache = cache;
  }

  /** Told of every result, by several threads. */
  interface Listener {
    /**
     * One more is done.
     *
     * @param done how many are, of {@code all}
     */
    void done(ProofResult result, int done, int all);
  }

  List<ProofResult> prove(List<Obligation> obligations, Listener listener) {
    ProofResult[] results = new ProofResult[obligations.size()];
    ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < results.length; i++) {
      queue.add(i);
    }
    AtomicInteger done = new AtomicInteger();
    String context = context(obligations);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(
            pool.submit(
                () -> {
                  try (Solver solver = new Solver()) {
                    for (Integer next = queue.poll(); next != null; next = queue.poll()) {
                      results[next] = prove(obligations.get(next), context, solver);
                      listener.done(results[next], done.incrementAndGet(), results.length);
                    }
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Z3 was at work", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Z3 failed: " + e.getCause(), e);
    } finally {
      queue.clear();
      pool.shutdown();
    }
    return List.of(results);
  }

  /** The lemmas are the same for all obligations of a run, and long. */
  private static String context(List<Obligation> obligations) {
    return obligations.stream()
        .filter(obligation -> !obligation.lemmas().isEmpty())
        .findFirst()
        .map(o -> ProofCache.digest(List.of(Solver.version(), o.lemmas().toString())))
        .orElse(Solver.version());
  }

  private ProofResult prove(Obligation obligation, String context, Solver solver) {
    if (obligation.trivial()) {
      return result(
          obligation,
          ProofResult.Verdict.UNCHANGED,
          new Solver.Answer(Solver.Result.PROVED, 0, java.util.Set.of(), ""),
          false);
    }
    String digest = cache.isPresent() ? ProofCache.digest(context, obligation) : "";
    Optional<Solver.Answer> known = cache.flatMap(c -> c.find(digest));
    if (known.isPresent()) {
      return result(obligation, ProofResult.Verdict.PROVED, known.get(), true);
    }
    Solver.Answer answer =
        solver.ask(obligation.lemmas(), obligation.premises(), obligation.conclusion(), millis);
    if (answer.result() == Solver.Result.PROVED) {
      cache.ifPresent(c -> c.keep(digest, answer));
    }
    return result(obligation, ProofResult.Verdict.valueOf(answer.result().name()), answer, false);
  }

  private static ProofResult result(
      Obligation obligation, ProofResult.Verdict verdict, Solver.Answer answer, boolean kept) {
    return new ProofResult(
        obligation.lemma(),
        obligation.conjunct(),
        obligation.action(),
        obligation.branch(),
        verdict,
        answer.seconds(),
        answer.used(),
        kept,
        answer.reason());
  }
}
