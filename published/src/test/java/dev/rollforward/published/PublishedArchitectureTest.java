package dev.rollforward.published;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import dev.rollforward.port.TableStore;
import dev.rollforward.published.engine.Faults;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The published sweep has the same layers as the library, and its faults are for tests only. */
class PublishedArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollforward.published");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("dev.rollforward.published");

  @Test
  void coreKnowsNothingButPlainValues() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.published.core")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward",
                "dev.rollforward.core..",
                "dev.rollforward.published.core",
                "java.lang..",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.stream"))
        .check(MODULE);
  }

  @Test
  void engineKnowsOnlyCoreAndPorts() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.published.engine")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward",
                "dev.rollforward.core..",
                "dev.rollforward.port",
                "dev.rollforward.published.core",
                "dev.rollforward.published.port",
                "dev.rollforward.published.engine",
                "java.lang..",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.stream"))
        .check(MODULE);
  }

  @Test
  void adaptersDoNotKnowTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.rollforward.published.file",
            "dev.rollforward.published.json",
            "dev.rollforward.published.lance")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.rollforward.published", "dev.rollforward.published.engine"))
        .check(MODULE);
  }

  @Test
  void onlyItsLanceAdapterKnowsLance() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rollforward.published.lance")
        .should()
        .dependOnClassesThat(resideInAPackage("org.lance.."))
        .check(MODULE);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("dev.rollforward.published.(**)").should().beFreeOfCycles().check(MODULE);
  }

  /** A table store may hand a move on to another. */
  private static final DescribedPredicate<JavaClass> NO_ENGINE_AND_NO_STORE =
      DescribedPredicate.not(
          resideInAPackage("dev.rollforward.published.engine").or(assignableTo(TableStore.class)));

  private static final DescribedPredicate<JavaAccess<?>> A_MOVE_OF_A_TABLE =
      DescribedPredicate.describe(
          "a move of a table",
          access ->
              access.getTargetOwner().isAssignableTo(TableStore.class)
                  && Set.of("commit", "restore").contains(access.getName()));

  /** So a change that skips every protocol, as some tests need it, is out of reach elsewhere. */
  @Test
  void onlyItsEngineMovesTables() {
    ArchRule rule =
        noClasses().that(NO_ENGINE_AND_NO_STORE).should().accessTargetWhere(A_MOVE_OF_A_TABLE);
    rule.check(MODULE);
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
    rule.check(MODULE);
    assertThatThrownBy(() -> rule.check(TESTS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TestFaults");
    assertThat(Faults.class.getConstructors()).isEmpty();
  }
}
