package dev.rollforward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
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
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.rollforward.port.TableStore;
import dev.rollforward.runtime.CloseGate;
import dev.rollforward.runtime.GroupHandle;
import dev.rollforward.runtime.GroupOpener;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lance.Dataset;

/** The direction of dependencies that docs/architecture.md draws. */
class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollforward");

  private static final JavaClasses SAMPLES =
      new ClassFileImporter().importPackages("dev.rollforward.guard");

  /**
   * Values of the public API that every layer speaks in: ids, verdicts, exceptions, events. They
   * lie below the core and know nothing of it.
   */
  private static final DescribedPredicate<JavaClass> API_VALUES =
      DescribedPredicate.describe(
          "values of the public API",
          type ->
              Stream.of(
                      OperationId.class,
                      Verdict.class,
                      CommitResult.class,
                      StoreException.class,
                      SchemaException.class,
                      NoSuchColumnException.class,
                      SchemaMismatchException.class,
                      UnsupportedSchemaException.class,
                      LanceUnavailableException.class,
                      Action.class,
                      Facts.class,
                      ProtocolEvent.class,
                      ProtocolListener.class,
                      Scan.class,
                      NoSuchColumnException.class,
                      UpsertMode.class,
                      IndexOptions.class,
                      Retention.class,
                      CleanUpAction.class,
                      CleanUpEvent.class,
                      CleanUpPlan.class,
                      RecoveryPlan.class,
                      Verification.class,
                      Tag.class,
                      StagedFragments.class,
                      TableReader.class)
                  .anyMatch(value -> type.getName().matches(value.getName() + "([$].*)?")));

  private static final ArchRule CORE_IS_PURE =
      classes()
          .that()
          .resideInAPackage("dev.rollforward.core..")
          .should()
          .onlyDependOnClassesThat(
              API_VALUES.or(
                  resideInAnyPackage(
                      "dev.rollforward.core..",
                      "java.lang",
                      "java.lang.invoke",
                      "java.lang.runtime",
                      "java.time",
                      "java.util",
                      "java.util.function",
                      "java.util.stream",
                      "java.util.regex")));

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
            API_VALUES.or(
                resideInAnyPackage("dev.rollforward.core..", "dev.rollforward.port", "java..")))
        .check(LIBRARY);
  }

  @Test
  void engineKnowsOnlyCoreAndPorts() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.engine")
        .should()
        .onlyDependOnClassesThat(
            API_VALUES.or(
                resideInAnyPackage(
                    "dev.rollforward.core..",
                    "dev.rollforward.port",
                    "dev.rollforward.engine",
                    "dev.failsafe",
                    "java.lang..",
                    "java.time",
                    "java.util",
                    "java.util.concurrent..",
                    "java.util.function",
                    "java.util.stream")))
        .check(LIBRARY);
  }

  /** So that a run of the protocol can be repeated; a gate waits for real threads. */
  @Test
  void theProtocolTakesTimeNamesAndPausesFromItsEnvironment() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.rollforward.engine", "dev.rollforward.runtime", "dev.rollforward.guard")
            .and(not(type(CloseGate.class)))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat(
                type(LockSupport.class).or(type(ThreadLocalRandom.class)).or(type(Random.class)));
    rule.check(LIBRARY);
    assertThatThrownBy(() -> rule.check(SAMPLES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TakesTheTime")
        .hasMessageContaining("Instant.now")
        .hasMessageContaining("UUID.randomUUID");
  }

  /** A trace is for whoever wants one: the protocol does not know whether it is written down. */
  @Test
  void tracesKnowOnlyEventsAndNobodyKnowsThem() {
    classes()
        .that()
        .resideInAPackage("dev.rollforward.trace")
        .should()
        .onlyDependOnClassesThat(
            API_VALUES.or(
                resideInAnyPackage(
                    "dev.rollforward.trace", "com.fasterxml.jackson.core", "java..")))
        .check(LIBRARY);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rollforward.trace")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.rollforward.trace"))
        .check(LIBRARY);
  }

  @Test
  void adaptersDoNotKnowTheEngineOrEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.rollforward.store..", "dev.rollforward.lance")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "dev.rollforward", "dev.rollforward.runtime", "dev.rollforward.engine")
                .and(not(API_VALUES)))
        .check(LIBRARY);
    noClasses()
        .that(resideInAPackage("dev.rollforward.lance"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "dev.rollforward.store.blob",
                "dev.rollforward.store.json",
                "dev.rollforward.store.local"))
        .check(LIBRARY);
  }

  /** A new kind of storage is one class: the stores over it do not know where bytes lie. */
  @Test
  void storesOverBlobsKnowNoPlaceForThem() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.rollforward.store.blob", "dev.rollforward.store.json")
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.rollforward.store.local", "java.nio.file.."))
        .check(LIBRARY);
    noClasses()
        .that(resideInAPackage("dev.rollforward.store.local"))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.rollforward.store.json"))
        .check(LIBRARY);
  }

  @Test
  void onlyTheLanceAdapterKnowsLance() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.rollforward", "dev.rollforward.runtime", "dev.rollforward.lance")
        .should()
        .dependOnClassesThat(resideInAPackage("org.lance.."))
        .check(LIBRARY);
    noClasses()
        .that(resideInAnyPackage("dev.rollforward", "dev.rollforward.runtime"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.lance..").and(not(type(Dataset.class))))
        .orShould()
        .accessTargetWhere(target(owner(resideInAPackage("org.lance.."))))
        .because("the API hands out a plain Dataset, and does nothing with it")
        .check(LIBRARY);
  }

  /** This module ships; what only tests use has modules of its own, and no name here. */
  private static final Pattern NOT_SHIPPED =
      Pattern.compile(
          "research|published.?sweep|rollforward[./](?:published|failpoint|testkit)"
              + "|\\bPublished[A-Z]",
          Pattern.CASE_INSENSITIVE);

  @Test
  void whatShipsDoesNotNameWhatDoesNot() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      List<Path> sources = files.filter(Files::isRegularFile).toList();
      assertThat(sources).isNotEmpty();
      assertThat(sources)
          .allSatisfy(
              file -> {
                assertThat(file.toString()).doesNotContainPattern(NOT_SHIPPED);
                assertThat(Files.readString(file)).doesNotContainPattern(NOT_SHIPPED);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for research only",
        "the published sweep",
        "\"published-sweep\"",
        "PUBLISHED_SWEEP",
        "import dev.rollforward.published.engine.Fault;",
        "src/main/java/dev/rollforward/published/Fault.java",
        "open it with PublishedGroup",
        "import dev.rollforward.failpoint.Failpoints;",
        "see dev.rollforward.testkit.InMemory"
      })
  void theRuleOfWhatShipsCanFail(String text) {
    assertThat(text).containsPattern(NOT_SHIPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"the operation is published", "Published by its owner or a recovery"})
  void publishingIsNotThePublishedSweep(String text) {
    assertThat(text).doesNotContainPattern(NOT_SHIPPED);
  }

  /** A table store may hand a move on to another. */
  private static final DescribedPredicate<JavaClass> NO_ENGINE_AND_NO_STORE =
      DescribedPredicate.not(
          resideInAPackage("dev.rollforward.engine").or(assignableTo(TableStore.class)));

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
    assertThatThrownBy(() -> rule.check(SAMPLES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("MovesATable");
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
    slices()
        .assignedFrom(ROOMS)
        .should()
        .beFreeOfCycles()
        // The entry point makes what implements the API; its values lie below everything.
        .ignoreDependency(TableGroup.class, GroupOpener.class)
        .check(LIBRARY);
  }

  /** What users import is one package, and only its entry point knows what implements it. */
  private static final ArchRule API_IS_ON_ITS_OWN =
      classes()
          .that()
          .resideInAPackage("dev.rollforward")
          .and()
          .doNotBelongToAnyOf(TableGroup.class)
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("dev.rollforward")
                  .or(resideInAnyPackage("java..", "org.apache.arrow.."))
                  .or(type(Dataset.class)));

  @Test
  void theApiKnowsOnlyItself() {
    API_IS_ON_ITS_OWN.check(LIBRARY);
  }

  /** Of the entry point, the bodies may know more; a user sees its signatures only. */
  @Test
  void noSignatureOfTheApiNamesAnythingElse() {
    assertThat(strangersIn(apiTypes())).isEmpty();
  }

  /**
   * The constructor of a record is as public as the record, so that another component would break
   * whoever calls it. What may come to say more is an interface or a class with methods that change
   * one thing. These say all that there will ever be to say.
   */
  @Test
  void aRecordOfTheApiIsAValueThatNeverGrows() {
    assertThat(apiTypes().filter(Class::isRecord))
        .containsExactlyInAnyOrder(
            OperationId.class,
            Tag.class,
            Facts.class,
            ProtocolEvent.class,
            CleanUpEvent.class,
            At.Version.class,
            At.Time.class,
            At.Tagged.class,
            GroupView.Pin.class,
            GroupView.Source.class,
            GroupView.Commit.class,
            Revision.Change.class,
            Verification.Finding.class);
  }

  @Test
  void theRuleOfTheSignaturesCanFail() {
    assertThat(strangersIn(Stream.of(GroupHandle.class)))
        .contains("dev.rollforward.engine.Stores", "dev.rollforward.runtime.TableData");
  }

  @Test
  void theRuleOfTheApiCanFail() {
    ArchRule appliedToTheEntry =
        classes()
            .that()
            .belongToAnyOf(TableGroup.class)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.rollforward", "java.."));

    assertThatThrownBy(() -> appliedToTheEntry.check(LIBRARY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GroupOpener");
  }

  private static Stream<Class<?>> apiTypes() {
    return LIBRARY.stream()
        .filter(type -> type.getPackageName().equals("dev.rollforward"))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .<Class<?>>map(JavaClass::reflect);
  }

  /** What public members of {@code types} name that is neither the API's nor the JDK's. */
  private static Set<String> strangersIn(Stream<Class<?>> types) {
    return types
        .flatMap(
            type ->
                Stream.of(
                        Arrays.stream(type.getMethods())
                            .filter(method -> method.getDeclaringClass() != Object.class)
                            .flatMap(
                                method ->
                                    Stream.concat(
                                        Stream.of(method.getGenericReturnType()),
                                        Arrays.stream(method.getGenericParameterTypes()))),
                        Arrays.stream(type.getConstructors())
                            .flatMap(made -> Arrays.stream(made.getGenericParameterTypes())),
                        Arrays.stream(type.getFields()).map(Field::getGenericType))
                    .flatMap(signature -> signature))
        .flatMap(named -> NAME_OF_A_TYPE.matcher(named.getTypeName()).results())
        .map(MatchResult::group)
        .filter(
            name -> !name.matches("dev[.]rollforward[.][A-Z].*|java[.].*|org[.]apache[.]arrow.*"))
        .filter(name -> !name.equals(Dataset.class.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final Pattern NAME_OF_A_TYPE = Pattern.compile("[a-z]\\w*([.$]\\w+)+");

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
