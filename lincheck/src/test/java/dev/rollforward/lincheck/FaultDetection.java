package dev.rollforward.lincheck;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Options;

/**
 * Searches for one fault of the protocol with Lincheck, for the matrix of faults and engines.
 *
 * <pre>{@code
 * FaultDetection.Finding finding = FaultDetection.hunt("NoFence", FaultDetection.Mode.MODEL_CHECKING);
 * java -cp TEST_CLASSPATH dev.rollforward.lincheck.FaultDetection NoFence OwnerGivesUp
 * }</pre>
 *
 * <p>Lincheck is process-wide: one search at a time.
 */
public final class FaultDetection {
  private static final Pattern PROPERTY = Pattern.compile("IllegalStateException: ([A-Z]\\w+): ");

  /**
   * Lincheck repeats a failing run to report its interleaving, and says this if the repetition
   * takes another path: call sites of lambdas are linked when they are first run. The finding is
   * valid, but does not say what was found; by the second search all are linked.
   */
  private static final String NOT_REPLAYED = "Non-determinism found";

  /** How Lincheck searches. */
  public enum Mode {
    /** The scenario of the fault, one interleaving of store calls after another. */
    MODEL_CHECKING,
    /** The scenario of the fault, as its threads happen to run. */
    STRESS
  }

  /** The outcome of a search. */
  public sealed interface Finding {
    /**
     * It was found.
     *
     * @param property the property of the spec that did not hold; RefinesAtomicCommit for a history
     *     that no order of AtomicCommit's steps explains
     * @param report what Lincheck says
     */
    record Caught(String property, String report) implements Finding {}

    /** It was not found. */
    record Missed() implements Finding {}

    /**
     * It cannot be searched for here.
     *
     * @param reason why
     */
    record NotApplicable(String reason) implements Finding {}
  }

  private FaultDetection() {}

  /** Searches for {@code fault}, a name of a fault in {@code spec/models/Rollforward.json}. */
  public static Finding hunt(String fault, Mode mode) {
    Optional<FaultyGroup> planted =
        Stream.of(FaultyGroup.values()).filter(p -> p.name().equals(fault)).findFirst();
    if (planted.isEmpty()) {
      return new Finding.NotApplicable("no group in memory with this fault is planted");
    }
    ClassInitialization.all();
    return hunt(planted.get(), mode);
  }

  static Finding hunt(FaultyGroup planted, Mode mode) {
    return hunt(planted, mode, true);
  }

  private static Finding hunt(FaultyGroup planted, Mode mode, boolean again) {
    Options<?, ?> options =
        mode == Mode.STRESS
            ? TestOptions.stress(
                List.of(planted.scenario()), 20 * TestOptions.INVOCATIONS_FOR_A_FAULT)
            : TestOptions.modelChecking(
                List.of(planted.scenario()), TestOptions.INVOCATIONS_FOR_A_FAULT);
    try {
      options.check(planted.type());
      return new Finding.Missed();
    } catch (LincheckAssertionError found) {
      return caught(found.getMessage());
    } catch (IllegalStateException found) {
      if (!String.valueOf(found.getMessage()).startsWith(NOT_REPLAYED)) {
        throw found;
      }
      return again ? hunt(planted, mode, false) : caught(found.getMessage());
    }
  }

  private static Finding caught(String report) {
    return new Finding.Caught(property(report), report);
  }

  private static String property(String report) {
    Matcher matcher = PROPERTY.matcher(report);
    if (matcher.find()) {
      return matcher.group(1);
    }
    return report.contains(FaultyGroup.NOT_LINEARIZABLE) ? "RefinesAtomicCommit" : "unknown";
  }

  /**
   * Prints a line for each fault and mode; exits with 1 if one was missed.
   *
   * @param faults names; all planted ones if there are none
   */
  public static void main(String... faults) {
    List<String> names =
        faults.length > 0
            ? List.of(faults)
            : Arrays.stream(FaultyGroup.values()).map(FaultyGroup::name).toList();
    boolean missed = false;
    for (String name : names) {
      for (Mode mode : Mode.values()) {
        Finding finding = hunt(name, mode);
        missed |= finding instanceof Finding.Missed;
        System.out.println(name + " " + mode + " " + describe(finding));
      }
    }
    System.exit(missed ? 1 : 0);
  }

  private static String describe(Finding finding) {
    if (finding instanceof Finding.Caught caught) {
      return "caught " + caught.property();
    }
    return finding instanceof Finding.NotApplicable not
        ? "not applicable: " + not.reason()
        : "missed";
  }
}
