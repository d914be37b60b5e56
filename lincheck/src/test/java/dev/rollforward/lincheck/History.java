package dev.rollforward.lincheck;

import java.util.ArrayList;
import java.util.List;
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

  int count(Told told) {
    return (int) threads.stream().flatMap(List::stream).filter(c -> c.returned(told)).count();
  }

  /** Whether each failed commit overlaps somebody else's commit or recovery. */
  boolean failuresAreExcused() {
    return IntStream.range(0, threads.size())
        .allMatch(
            thread ->
                IntStream.range(0, threads.get(thread).size())
                    .filter(i -> threads.get(thread).get(i).returned(Told.FAILED))
                    .allMatch(i -> isDisturbed(thread, i)));
  }

  private boolean isDisturbed(int thread, int index) {
    return IntStream.range(0, threads.size())
        .filter(other -> other != thread)
        .anyMatch(other -> disturbs(other, thread, index));
  }

  private boolean disturbs(int other, int thread, int index) {
    Call call = threads.get(thread).get(index);
    return IntStream.range(0, threads.get(other).size())
        .filter(i -> !threads.get(other).get(i).isSnapshot())
        .anyMatch(
            i -> !call.cameAfter(other, i) && !threads.get(other).get(i).cameAfter(thread, index));
  }

  /**
   * This history in each way in which the commits whose callers died can have ended: each of them
   * either never, or as an operation of its own at any time after it began, which is what a further
   * thread that nobody saw return stands for.
   */
  List<History> completions() {
    List<List<Call>> seen =
        threads.stream().map(calls -> calls.stream().map(Call::seen).toList()).toList();
    List<History> completions = List.of(new History(seen));
    for (Call pending : pending()) {
      completions = completions.stream().flatMap(h -> h.withAndWithout(pending.effect())).toList();
    }
    return completions.stream().map(History::aligned).toList();
  }

  private List<Call> pending() {
    return threads.stream().flatMap(List::stream).filter(c -> c.returned(Told.NOTHING)).toList();
  }

  private Stream<History> withAndWithout(Call effect) {
    List<List<Call>> more = new ArrayList<>(threads);
    more.add(List.of(effect));
    return Stream.of(this, new History(more));
  }

  private History aligned() {
    return new History(
        threads.stream()
            .map(calls -> calls.stream().map(call -> call.among(threads.size())).toList())
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
