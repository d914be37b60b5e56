package dev.rollforward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.rollforward.port.TableStore;
import dev.rollforward.research.engine.Faults;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The direction of dependencies that docs/architecture.md draws. */
class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollforward");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("dev.rollforward.research");

  private static final ArchRule CORE_IS_PURE =
      classes()
          .that()
          .resideInAPackage("dev.rollforward.core..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.rollforward.core..",
                  "java.lang",
                  "java.lang.invoke",
                  "java.lang.runtime",
                  "java.time",
                  "java.util",
                  "java.util.function",
                  "java.util.stream",
                  "java.util.regex"));

  private static final ArchRule ONLY_MARKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rollforward.failpoint")
          .should()
          .accessTargetWhere(
              target(owner(resideInAPackage("dev.rollforward.failpoint")))
                  .and(not(target(name("hit")))));

  @Test
  void coreKnowsNothingButPlainValues() {
    CORE_IS_PURE.check(LIBRARY);
  }

  @Test
  void portsKnowOnlyTheCore() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.port")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("dev.rollforward.core..", "dev.rollforward.port", "java.."))
        .check(LIBRARY);
  }

  @Test
  void engineKnowsOnlyCorePortsAndFailpoints() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.engine")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.core..",
                "dev.rollforward.port",
                "dev.rollforward.engine",
                "dev.rollforward.failpoint",
                "java.lang..",
                "java.util",
                "java.util.function",
                "java.util.stream"))
        .check(LIBRARY);
  }

  /** A trace is for whoever wants one: the protocol does not know whether it is written down. */
  @Test
  void tracesKnowOnlyTheEngineAndNobodyKnowsThem() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.trace")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.core..",
                "dev.rollforward.engine",
                "dev.rollforward.trace",
                "com.fasterxml.jackson.core",
                "java.."))
        .check(LIBRARY);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rollforward.trace")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.rollforward.trace"))
        .check(LIBRARY);
  }

  @Test
  void failpointsKnowNothingOfTheRest() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.failpoint")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.failpoint",
                "java.lang",
                "java.lang.invoke",
                "java.time",
                "java.util..",
                "java.util.concurrent.."))
        .check(LIBRARY);
  }

  /** What switches failpoints on is out of reach: the library can only mark places. */
  @Test
  void theLibraryOnlyMarksFailpoints() {
    ONLY_MARKS.check(LIBRARY);
  }

  @Test
  void theRuleOfFailpointsCanFail() {
    JavaClasses tests = new ClassFileImporter().importPackages("dev.rollforward.guard");

    assertThatThrownBy(() -> ONLY_MARKS.check(tests))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Activates");
  }

  @Test
  void adaptersDoNotKnowTheEngineOrEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.rollforward.store..", "dev.rollforward.lance")
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.rollforward", "dev.rollforward.engine"))
        .check(LIBRARY);
    noClasses()
        .that(resideInAPackage("dev.rollforward.lance"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.store.file",
                "dev.rollforward.store.json",
                "dev.rollforward.store.memory"))
        .check(LIBRARY);
  }

  @Test
  void onlyTheLanceAdaptersKnowLance() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.rollforward.lance", "dev.rollforward.research.lance")
        .should()
        .dependOnClassesThat(resideInAPackage("org.lance.."))
        .check(LIBRARY);
  }

  private static final DescribedPredicate<JavaClass> SHIPPED =
      resideInAPackage("dev.rollforward..")
          .and(DescribedPredicate.not(resideInAPackage("dev.rollforward.research..")));

  private static final ArchRule RESEARCH_IS_APART =
      noClasses()
          .that(SHIPPED)
          .should()
          .dependOnClassesThat(resideInAPackage("dev.rollforward.research.."));

  @Test
  void whatWeShipDoesNotKnowTheResearch() {
    RESEARCH_IS_APART.check(LIBRARY);
  }

  @Test
  void theResearchIsBuiltLikeWhatWeShip() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.research.core")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.core..",
                "dev.rollforward.research.core",
                "java.lang..",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.stream"))
        .check(LIBRARY);
    classes()
        .that()
        .resideInAPackage("dev.rollforward.research.engine")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.core..",
                "dev.rollforward.port",
                "dev.rollforward.research.core",
                "dev.rollforward.research.port",
                "dev.rollforward.research.engine",
                "java.lang..",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.stream"))
        .check(LIBRARY);
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.rollforward.research.file",
            "dev.rollforward.research.json",
            "dev.rollforward.research.lance")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.rollforward.research", "dev.rollforward.research.engine"))
        .check(LIBRARY);
  }

  /** A table store may hand a move on to another. */
  private static final DescribedPredicate<JavaClass> NO_ENGINE_AND_NO_STORE =
      DescribedPredicate.not(
          resideInAnyPackage("dev.rollforward.engine", "dev.rollforward.research.engine")
              .or(assignableTo(TableStore.class)));

  private static final DescribedPredicate<JavaAccess<?>> A_MOVE_OF_A_TABLE =
      DescribedPredicate.describe(
          "a move of a table",
          access ->
              access.getTargetOwner().isAssignableTo(TableStore.class)
                  && Set.of("commit", "restore").contains(access.getName()));

  /** So a change that skips its protocol, as some tests need it, is out of reach elsewhere. */
  @Test
  void onlyEnginesMoveTables() {
    ArchRule rule =
        noClasses().that(NO_ENGINE_AND_NO_STORE).should().accessTargetWhere(A_MOVE_OF_A_TABLE);
    rule.check(LIBRARY);
    assertThatThrownBy(() -> rule.check(TESTS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("BareAppend");
  }

  @Test
  void onlyTestsSwitchFaultsOn() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Faults.class.getName())
            .should()
            .accessTargetWhere(
                DescribedPredicate.describe(
                    "a set of faults is made",
                    access ->
                        access.getTargetOwner().isEquivalentTo(Faults.class)
                            && access.getName().equals("<init>")));
    rule.check(LIBRARY);
    assertThatThrownBy(() -> rule.check(TESTS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TestFaults");
    assertThat(Faults.class.getConstructors()).isEmpty();
  }

  /** One room a package; the core and its kinds of change are one. */
  private static final SliceAssignment ROOMS =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
          String name = javaClass.getPackageName();
          return SliceIdentifier.of(
              name.startsWith("dev.rollforward.core.") ? "dev.rollforward.core" : name);
        }

        @Override
        public String getDescription() {
          return "rooms";
        }
      };

  @Test
  void thereAreNoCycles() {
    slices().assignedFrom(ROOMS).should().beFreeOfCycles().check(LIBRARY);
  }

  /** The rule does see dependencies on the research: its own. */
  @Test
  void theRuleOfTheResearchCanFail() {
    ArchRule applied =
        noClasses().should().dependOnClassesThat(resideInAPackage("dev.rollforward.research.core"));

    assertThatThrownBy(() -> applied.check(LIBRARY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("SidecarSweep");
  }

  /** A rule that nothing can break would pass too: the public API does break this one. */
  @Test
  void theRuleOfTheCoreCanFail() {
    ArchRule appliedToTheApi =
        classes()
            .that()
            .resideInAPackage("dev.rollforward")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.rollforward.core", "java.lang"));

    assertThatThrownBy(() -> appliedToTheApi.check(LIBRARY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TableGroup");
  }
}
