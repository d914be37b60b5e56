package dev.rollforward.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code rollforward}. A subcommand is one more class in {@code subcommands}. */
@Command(
    name = "rollforward",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Crash-safe atomic commits across many Lance tables.",
    subcommands = {
      CheckCommand.class,
      ModelsCommand.class,
      FaultsCommand.class,
      RivalsCommand.class,
      ProveCommand.class,
      ReplayCommand.class,
      ChaosCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      ExploreCommand.class,
      ValidateCommand.class,
      DemoCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      ReadCommand.class,
      HistoryCommand.class,
      DiffCommand.class,
      RestoreCommand.class,
      TagCommand.class,
      AuditCommand.class,
      RecoverCommand.class,
      AdoptCommand.class,
      DiscardCommand.class,
      MaintainCommand.class,
      CleanupCommand.class
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:all that was checked held",
      "1:a property was violated; its name is printed",
      "2:wrong usage or unreadable input; nothing was changed",
      "3:did not finish, so the result is unknown"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rollforward check                    check the model, then real tables",
      "  rollforward check --fault NoFence    one rule removed, and what goes wrong",
      "  rollforward models                   what can be checked, by name",
      "  rollforward faults                   every such rule, and its status",
      "  rollforward prove                    safety for any number of operations",
      "  rollforward replay                   every step of the model, in the code",
      "  rollforward explain NoFence          draw a counterexample",
      "  rollforward explore                  walk a model by hand in a browser",
      "  rollforward report -o DIR            all evidence on one page",
      "  rollforward demo                     kill a commit and see it recovered",
      "  rollforward demo --kill-at Publish   the same, later on its way",
      "  rollforward inspect /data/warehouse  look at any group, read-only",
      "  rollforward verify /data/warehouse   whether all of it is whole",
      "  rollforward history /data/warehouse  what was done to it, and by whom",
      "  rollforward cleanup /data/warehouse  what nobody needs any more",
      "  rollforward COMMAND --help           more about a command"
    })
public final class Main implements Runnable {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print what the library logs, and raw values in counterexamples.")
  private boolean verbose;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure. So does ROLLFORWARD_DEBUG=1.")
  private boolean stacktrace;

  Main(Console console) {
    this.console = console;
  }

  /** Runs a command and exits. */
  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  /**
   * Runs a command.
   *
   * @return its exit code, see {@link ExitCode}
   */
  public static int run(Console console, String... args) {
    Main main = new Main(console);
    int exitCode = main.execute(args);
    if (console.isPrinted()) {
      return exitCode;
    }
    console.error(
        "standard output could not be written: its device is full, or nobody reads it any more",
        "make room or name another file, then run it again");
    return exitCode == ExitCode.OK ? ExitCode.UNKNOWN : exitCode;
  }

  private int execute(String... args) {
    try {
      return commandLine().execute(args);
    } catch (Throwable thrown) {
      // Uncaught, it would end the JVM with 1, which says that a property was violated.
      return report(thrown);
    }
  }

  /** Whether more is wanted than what it means. */
  boolean verbose() {
    return verbose;
  }

  /** Where a subcommand prints. */
  Console console() {
    return console;
  }

  /** Without a subcommand there is nothing to do, and the usage says what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this);
    int width = console.terminal().textWidth();
    return commandLine
        .setHelpSectionMap(Examples.in(commandLine.getHelpSectionMap(), width))
        .setOut(console.outWriter())
        .setErr(console.errWriter())
        .setUsageHelpWidth(width)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(console.hasColour() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler((failure, args) -> reportUsage(failure))
        .setExecutionExceptionHandler((failure, command, result) -> report(failure));
  }

  private int execute(CommandLine.ParseResult parsed) {
    Logging.configure(verbose);
    return new CommandLine.RunLast().execute(parsed);
  }

  private int reportUsage(ParameterException failure) {
    console.error(
        failure.getMessage(),
        "see " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    UnmatchedArgumentException.printSuggestions(failure, console.errWriter());
    trace(failure);
    return ExitCode.USAGE;
  }

  private int report(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    console.error(failure.problem(), failure.remedy());
    trace(thrown);
    return failure.exitCode();
  }

  private void trace(Throwable thrown) {
    if (stacktrace || !System.getenv().getOrDefault("ROLLFORWARD_DEBUG", "").isEmpty()) {
      console.trace(thrown);
    }
  }
}
