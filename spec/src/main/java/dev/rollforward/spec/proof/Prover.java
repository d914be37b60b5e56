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
  private final Optional<String> program;

  /**
   * A prover.
   *
   * @param threads how many obligations at a time
   * @param millis how long one may take
   * @param program a solver to ask instead of Z3
   */
  Prover(int threads, int millis, Optional<ProofCache> cache, Optional<String> program) {
    this.threads = threads;
    this.millis = millis;
    this.cache = cache;
    this.program = program;
  }

  private Asker solver() {
    return program.isPresent() ? new ExternalSolver(program.get()) : new Solver();
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
                  try (Asker solver = solver()) {
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
      throw new IllegalStateException("interrupted while the solver was at work", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the solver failed: " + e.getCause(), e);
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

  private ProofResult prove(Obligation obligation, String context, Asker solver) {
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
