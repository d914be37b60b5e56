package dev.rollforward.cli.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What git knows of the project. Where there is no git or no repository, nothing. */
public final class Git {
  private static final int SECONDS = 20;

  private final Path home;

  /** The repository around a folder. */
  public Git(Path home) {
    this.home = home;
  }

  /** The commit that is checked out, with {@code +} behind it if a tracked file has changed. */
  public Optional<String> commit() {
    return ask("rev-parse", "--short=12", "HEAD")
        .map(
            head ->
                ask("status", "--porcelain", "-uno").filter(String::isEmpty).isPresent()
                    ? head
                    : head + "+");
  }

  /** The last commit that changed any of these files. */
  public Optional<String> lastChange(String... paths) {
    return ask(with(List.of("log", "-1", "--format=%h", "--"), paths)).filter(id -> !id.isEmpty());
  }

  /** When a commit was made, as an ISO date. */
  public Optional<String> date(String commit) {
    return ask("show", "-s", "--format=%cs", commit);
  }

  /** Whether any of these files was changed by a commit later than {@code commit}, or since. */
  public boolean changedSince(String commit, String... paths) {
    boolean committed =
        ask(with(List.of("log", "-1", "--format=%h", commit + "..HEAD", "--"), paths))
            .filter(id -> !id.isEmpty())
            .isPresent();
    return committed
        || ask(with(List.of("status", "--porcelain", "-uno", "--"), paths))
            .filter(changes -> !changes.isEmpty())
            .isPresent();
  }

  private static String[] with(List<String> first, String... paths) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(paths));
    return all.toArray(String[]::new);
  }

  private Optional<String> ask(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!git.waitFor(SECONDS, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return Optional.empty();
      }
      return git.exitValue() == 0 ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      // There is no git on this machine: a report without commits says so.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
