package dev.rollforward.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;

/**
 * What the callers saw: the calls of each thread, in order.
 *
 * @param threads one list of calls for each thread
 */
record History(List<List<Call>> threads) {
  /** The position of a call. */
  private record At(int thread, int index) {}

  History {
    threads = threads.stream().map(List::copyOf).toList();
  }

  static History of(ExecutionScenario scenario, ExecutionResult results) {
    return new History(
        IntStream.range(0, scenario.getNThreads())
            .mapToObj(
                thread ->
                    calls(
                        scenario.getThreads().get(thread),
                        results.getThreadsResultsWithClock().get(thread)))
            .toList());
  }

  private static List<Call> calls(List<Actor> actors, List<ResultWithClock> results) {
    return IntStream.range(0, actors.size())
        .mapToObj(i -> Call.of(actors.get(i), results.get(i)))
        .toList();
  }

  private Call call(At at) {
    return threads.get(at.thread).get(at.index);
  }

  private Stream<At> places() {
    return IntStream.range(0, threads.size())
        .boxed()
        .flatMap(
            thread ->
                IntStream.range(0, threads.get(thread).size()).mapToObj(i -> new At(thread, i)));
  }

  int count(Outcome told) {
    return (int) threads.stream().flatMap(List::stream).filter(call -> call.told(told)).count();
  }

  /**
   * Whether each failed commit overlaps the commit or recovery of another thread, or one that was
   * left behind.
   */
  boolean failuresAreExcused() {
    return places()
        .filter(at -> call(at).returned(Outcome.FAILED))
        .allMatch(
            failed ->
                places().anyMatch(other -> disturbs(other, failed) || isLeftTo(failed, other)));
  }

  private boolean isLeftTo(At failed, At other) {
    boolean isLater =
        other.thread == failed.thread
            ? other.index >= failed.index
            : call(other).cameAfter(failed.thread, failed.index);
    return call(failed).mayLoseToPending() && call(other).isPending() && !isLater;
  }

  private boolean disturbs(At other, At failed) {
    return other.thread != failed.thread
        && !call(other).reads()
        && !call(failed).cameAfter(other.thread, other.index)
        && !call(other).cameAfter(failed.thread, failed.index);
  }

  /**
   * This history in each way in which the commits whose callers were told nothing at first can have
   * ended: each of them either never, or as an operation of its own at any time after it began,
   * which is what a further thread stands for. If its owner went on later and was told, then it
   * ended as he was told, before that.
   */
  List<History> completions() {
    List<History> completions = List.of(map((call, at) -> call.seen()));
    for (At at : places().filter(at -> call(at).isPending()).toList()) {
      Optional<At> resumed = resumed(at);
      Outcome told = resumed.map(r -> call(r).answer().told()).orElse(Outcome.NOTHING);
      completions =
          completions.stream()
              .flatMap(history -> history.completed(call(at).committed(), told, resumed))
              .toList();
    }
    return completions;
  }

  private Optional<At> resumed(At stalled) {
    String operation = call(stalled).answer().operation();
    return places()
        .filter(at -> call(at).isResume() && !operation.isEmpty())
        .filter(at -> call(at).answer().operation().equals(operation))
        .findFirst();
  }

  private Stream<History> completed(Call effect, Outcome told, Optional<At> by) {
    return switch (told) {
      case FAILED, MOVED, IMPOSSIBLE, REPEATED -> Stream.of(this);
      case COMMITTED -> Stream.of(with(effect, (call, at) -> returned(call, by)));
      case NOTHING -> Stream.of(this, with(effect, (call, at) -> false));
    };
  }

  private static boolean returned(Call call, Optional<At> by) {
    return by.filter(at -> call.cameAfter(at.thread, at.index)).isPresent();
  }

  private History with(Call effect, BiPredicate<Call, At> sawIt) {
    List<List<Call>> more =
        new ArrayList<>(map((call, at) -> call.besides(sawIt.test(call, at) ? 1 : 0)).threads);
    int[] clock = effect.clock().getClock();
    Call padded = effect;
    for (int known = clock.length; known <= threads.size(); known++) {
      padded = padded.besides(0);
    }
    more.add(List.of(padded));
    return new History(more);
  }

  private interface Change {
    Call of(Call call, At at);
  }

  private History map(Change change) {
    return new History(
        IntStream.range(0, threads.size())
            .mapToObj(
                thread ->
                    IntStream.range(0, threads.get(thread).size())
                        .mapToObj(i -> new At(thread, i))
                        .map(at -> change.of(call(at), at))
                        .toList())
            .toList());
  }

  ExecutionScenario scenario() {
    return new ExecutionScenario(
        List.of(),
        threads.stream().map(calls -> calls.stream().map(Call::actor).toList()).toList(),
        List.of(),
        null);
  }

  ExecutionResult results() {
    return new ExecutionResult(
        List.of(),
        threads.stream().map(calls -> calls.stream().map(Call::resultWithClock).toList()).toList(),
        List.of());
  }
}
