package dev.rollforward.cli;

import dev.rollforward.cli.demo.Demo;
import dev.rollforward.cli.demo.KillPoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Kills a commit over three tables at a chosen step and shows what becomes of it. */
@Command(
    name = "demo",
    description = {
      "Kill a commit over three Lance tables half-way, and see it recovered.",
      "A child process commits to all three, and gets SIGKILL right after the step you choose. Then"
          + " the group is opened again, which recovers it, and the outcome is checked."
    },
    exitCodeList = {
      "0:every property held",
      "1:a property was violated; its name is printed and the files are kept",
      "2:wrong usage, such as a folder that is not empty",
      "3:the child could not be killed at that step, so nothing was shown"
    },
    footer = {
      "  rollforward demo",
      "  rollforward demo --kill-at Publish",
      "  rollforward demo --kill-at ArmSidecar --root /tmp/group",
      "  rollforward inspect /tmp/group",
      "",
      "Steps:",
      "  ArmSidecar      the sidecar stands, no table has moved   rolled back",
      "  CommitTable:1   the first table has moved                rolled back",
      "  CommitTable:2   the second table has moved               rolled back",
      "  CommitTable:3   every table has moved, none is visible   rolled forward",
      "  Publish         all of it is visible                     tidied up",
      "  DeleteSidecar   nothing is left to do                    nothing to recover"
    })
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--kill-at",
      paramLabel = "STEP",
      defaultValue = "CommitTable:2",
      converter = StepConverter.class,
      description = "Kill right after this step has taken effect (default: ${DEFAULT-VALUE}).")
  private KillPoint killAt;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Make the tables in this empty or new folder and leave them there.")
  private Optional<Path> root;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write down there what this process does, and in FILE.child what the killed one did, for"
              + " rollforward validate.")
  private Optional<Path> trace;

  @Override
  public Integer call() {
    return new Demo(main.console()).run(killAt, root, trace);
  }

  private static final class StepConverter implements ITypeConverter<KillPoint> {
    @Override
    public KillPoint convert(String label) {
      return KillPoint.of(label)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + label + "' is no step; the steps are " + KillPoint.labels()));
    }
  }
}
