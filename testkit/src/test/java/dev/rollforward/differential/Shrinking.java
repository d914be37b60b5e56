package dev.rollforward.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a failure small: the transactions that were committed are committed again, one after the
 * other, and left out as long as the difference stays.
 */
final class Shrinking {
  private final Path folder;
  private int roots;

  Shrinking(Path folder) {
    this.folder = folder;
  }

  /** The transactions that are needed, as text; says so if a sequence of them shows nothing. */
  String shrunk(List<List<Op>> transactions) {
    if (difference(transactions).isEmpty()) {
      return "One after the other, the same transactions show no difference: it takes clients"
          + " beside each other. All of them, in the order of the manifests:\n"
          + text(transactions);
    }
    List<List<Op>> needed = new ArrayList<>(transactions);
    for (int size = Math.max(1, needed.size() / 2); size > 0; size /= 2) {
      for (int from = needed.size() - size; from >= 0; from -= size) {
        List<List<Op>> fewer = new ArrayList<>(needed.subList(0, from));
        fewer.addAll(needed.subList(from + size, needed.size()));
        if (difference(fewer).isPresent()) {
          needed = fewer;
          from = Math.min(from, needed.size());
        }
      }
    }
    needed = withFewerOps(needed);
    return "It takes these transactions, one after the other:\n"
        + text(needed)
        + "\nto see that "
        + difference(needed).orElse("nothing is wrong, this time");
  }

  /** Leaves out what single transactions do to single tables. */
  private List<List<Op>> withFewerOps(List<List<Op>> transactions) {
    List<List<Op>> needed = new ArrayList<>(transactions);
    for (int i = 0; i < needed.size(); i++) {
      for (int op = needed.get(i).size() - 1; op >= 0 && needed.get(i).size() > 1; op--) {
        List<List<Op>> fewer = new ArrayList<>(needed);
        List<Op> ops = new ArrayList<>(needed.get(i));
        ops.remove(op);
        fewer.set(i, ops);
        if (difference(fewer).isPresent()) {
          needed = fewer;
        }
      }
    }
    return needed;
  }

  private Optional<String> difference(List<List<Op>> transactions) {
    try {
      return DifferentialTest.replay(folder.resolve("again-" + ++roots), transactions);
    } catch (IOException e) {
      return Optional.of(e.toString());
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String text(List<List<Op>> transactions) {
    return transactions.stream()
        .map(ops -> ops.stream().map(Op::text).collect(Collectors.joining(" & ")))
        .collect(Collectors.joining("\n"));
  }
}
