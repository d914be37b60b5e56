package dev.rollforward.cli.check;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.text.Prose;
import dev.rollforward.spec.tlc.TlcJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The command {@code faults}: the list, with the status of each. */
public final class FaultList {
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Console console;
  private final Supplier<SpecFiles> spec;

  /** A list of this project's faults, which prints to {@code console}. */
  public FaultList(Console console) {
    this(console, SpecFiles::bundled);
  }

  FaultList(Console console, Supplier<SpecFiles> spec) {
    this.console = console;
    this.spec = spec;
  }

  /**
   * Prints the list.
   *
   * @param module the module whose faults to list; empty for all
   * @param json where to write the list as JSON; empty for nowhere
   * @return the exit code
   */
  public int run(Optional<String> module, Optional<Path> json) {
    json.ifPresent(Check::checkFolder);
    try (TempFolder folder = new TempFolder("rollforward-faults-")) {
      SpecFiles files = spec.get();
      Manifest manifest = files.manifest();
      module.ifPresent(
          name ->
              NearNames.require(
                  "module", name, manifest.modules().stream().map(SpecModule::module).toList()));
      List<FaultStatus> faults = statuses(manifest, SpecDigest.of(files, TlcJar.digest()), module);
      print(faults);
      json.ifPresent(file -> write(faults, file));
      return 0;
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model that it names");
    }
  }

  private static List<FaultStatus> statuses(
      Manifest manifest, SpecDigest digest, Optional<String> module) {
    LastCheck last = LastCheck.in(Home.path());
    return manifest.faults().stream()
        .map(fault -> manifest.only(fault.name()).faults().get(0))
        .filter(one -> module.map(one.base().module()::equals).orElse(true))
        .map(one -> FaultStatus.of(one, digest.of(one), last))
        .toList();
  }

  private void print(List<FaultStatus> faults) {
    if (faults.isEmpty()) {
      console.println("There are no faults.");
      return;
    }
    long known = faults.stream().filter(one -> one.state() != FaultStatus.State.NOT_RUN).count();
    String heading = known + " of " + faults.size() + " were checked. " + when(faults);
    Prose.wrap(heading, Math.min(console.width(), 100)).forEach(console::println);
    String module = "";
    for (FaultStatus one : faults) {
      if (!one.module().equals(module)) {
        module = one.module();
        CheckText.title(console, module);
      }
      print(one);
    }
  }

  private void print(FaultStatus one) {
    Fault fault = one.fault();
    String head = "  " + fault.name() + " (" + fault.kind().label() + "):";
    boolean fits = head.length() + 1 + one.words().length() <= console.width();
    console.println(head + (fits ? " " : "\n      ") + console.styled(style(one), one.words()));
    String words = fault.sentence() + "; must break " + fault.breaks();
    Prose.wrap(words, Math.min(console.width(), 100) - 6)
        .forEach(line -> console.println("      " + line));
  }

  private static Style style(FaultStatus status) {
    return switch (status.state()) {
      case AS_EXPECTED -> Style.GREEN;
      case OTHERWISE -> Style.RED;
      case STALE -> Style.YELLOW;
      case NOT_RUN -> Style.DIM;
    };
  }

  private static String when(List<FaultStatus> faults) {
    List<String> times = faults.stream().flatMap(one -> one.when().stream()).sorted().toList();
    String renew = "rollforward check --fault NAME checks one, rollforward check all of them.";
    if (times.isEmpty()) {
      return "To check them: " + renew;
    }
    String first = times.get(0);
    String last = times.get(times.size() - 1);
    return "Last checked "
        + (first.equals(last) ? first : "between " + first + " and " + last)
        + "; "
        + renew;
  }

  private void write(List<FaultStatus> faults, Path file) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    ArrayNode list = root.putArray("faults");
    faults.forEach(fault -> fault.put(list.addObject()));
    try {
      Files.writeString(
          file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    console.println("JSON list: " + file.toAbsolutePath());
  }
}
