package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.text.Prose;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The command {@code models}: the names of all that can be checked. */
public final class ModelList {
  private static final int INDENT = 6;

  private final Console console;
  private final Supplier<SpecFiles> spec;

  /** A list of this project's models, which prints to {@code console}. */
  public ModelList(Console console) {
    this(console, SpecFiles::bundled);
  }

  ModelList(Console console, Supplier<SpecFiles> spec) {
    this.console = console;
    this.spec = spec;
  }

  /**
   * Prints the list.
   *
   * @param module the module whose models to list; empty for all
   * @return the exit code
   */
  public int run(Optional<String> module) {
    try {
      Manifest manifest = spec.get().manifest();
      List<String> names = manifest.modules().stream().map(SpecModule::module).toList();
      module.ifPresent(name -> NearNames.require("module", name, names));
      names.stream()
          .filter(name -> module.map(name::equals).orElse(true))
          .forEach(name -> print(name, manifest.of(name)));
      console.println();
      console.printWrapped("Modules: " + String.join(", ", names), 2);
      return 0;
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model that it names");
    }
  }

  private void print(String module, Manifest own) {
    title(module + ": models (check --model NAME)");
    own.models().forEach(model -> item(model.name(), model.sentence()));
    if (!own.faults().isEmpty()) {
      title(module + ": faults (check --fault NAME)");
      own.faults().forEach(fault -> item(fault.name(), fault.sentence()));
    }
    if (!own.scenes().isEmpty()) {
      title(module + ": scenes (check --scene NAME)");
      own.scenes().forEach(scene -> item(scene.name(), scene.sentence()));
    }
  }

  private void title(String text) {
    console.println();
    console.println(console.styled(Style.BOLD, text));
  }

  private void item(String name, String sentence) {
    console.println("  " + name);
    Prose.wrap(sentence, Math.min(console.width(), 100) - INDENT)
        .forEach(line -> console.println(" ".repeat(INDENT) + line));
  }
}
