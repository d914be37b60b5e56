package dev.rollforward.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failpoints are placed by constants only, and the guard that says so can tell. */
class FailpointGuardTest {
  private static final Path HOME = Path.of("..");

  private static final JavaFileObject CATALOGUE =
      Sources.text(
          "Point.java",
          """
          package p;
          import dev.rollforward.failpoint.FailpointName;
          enum Point implements FailpointName { BeforeX }
          """);

  private static final JavaFileObject PLACED = code("Placed", "", "Failpoints.hit(Point.BeforeX);");

  /** Ways around the guard: source text, the line to be reported, and what it should say. */
  private enum Bad {
    StringLiteral("", "Failpoints.hit(\"BeforeX\");", 6, "a string literal: \"BeforeX\""),
    ConcatenatedConstant(
        "", "Failpoints.hit(\"Before\" + \"X\");", 6, "concatenated: \"Before\" + \"X\""),
    Variable("", "Point point = Point.BeforeX; Failpoints.hit(point);", 6, "a variable: point"),
    Field("", "Failpoints.hit(this.field);", 6, "no plain constant: this.field"),
    MethodCall("", "Failpoints.hit(Point.valueOf(\"BeforeX\"));", 6, "what a method returns"),
    Indexed("", "Failpoints.hit(Point.values()[0]);", 6, "computed: Point.values()[0]"),
    Conditional("", "Failpoints.hit(field == null ? Point.BeforeX : field);", 6, "computed"),
    Cast("", "Failpoints.hit((Point) field);", 6, "computed: (Point)field"),
    StaticImportOfTheMethod(
        "import static dev.rollforward.failpoint.Failpoints.hit;",
        "hit(Point.BeforeX);",
        6,
        "hit() through a static import"),
    StaticImportOfAllMethods(
        "import static dev.rollforward.failpoint.Failpoints.*;",
        "hit(Point.BeforeX);",
        6,
        "hit() through a static import"),
    StaticImportOfTheConstant(
        "import static p.Point.BeforeX;",
        "Failpoints.hit(BeforeX);",
        6,
        "a variable or a static import: BeforeX"),
    UnusedStaticImport("import static p.Point.BeforeX;", "", 3, "static import of Point.BeforeX"),
    SplitBeforeTheName("", "Failpoints.hit(\n            Point.BeforeX);", 6, "split over lines"),
    SplitBeforeTheCall("", "Failpoints\n        .hit(Point.BeforeX);", 6, "split over lines"),
    SplitInTheName("", "Failpoints.hit(Point.\n      BeforeX);", 6, "split over lines"),
    WithItsPackage(
        "", "dev.rollforward.failpoint.Failpoints.hit(Point.BeforeX);", 6, "with its package"),
    NameWithItsPackage("", "Failpoints.hit(p.Point.BeforeX);", 6, "no plain constant"),
    MethodReference(
        "",
        "java.util.function.Consumer<Point> hit = Failpoints::hit; hit.accept(field);",
        6,
        "a reference to Failpoints::hit"),
    LookAlikeClass(
        "",
        "class Failpoints { static void hit(Point p) {} }",
        6,
        "another class called Failpoints"),
    LookAlikeVariable("", "Placed Point = null;", 6, "a variable called Point"),
    ActivatedByProduction(
        "",
        "Failpoints.activate(Point.BeforeX, dev.rollforward.failpoint.Effect.halt());",
        6,
        "production code calls Failpoints.activate"),
    ParkedByProduction(
        "",
        "Failpoints.rendezvous(Point.BeforeX);",
        6,
        "production code calls Failpoints.rendezvous");

    @SuppressWarnings("ImmutableEnumChecker") // A text that nobody writes to.
    private final JavaFileObject file;

    private final int line;
    private final String problem;

    Bad(String imports, String body, int line, String problem) {
      this.file = code("Bad", imports, body);
      this.line = line;
      this.problem = problem;
    }
  }

  /** Line 3 holds {@code imports}, and {@code body} starts on line 6. */
  private static JavaFileObject code(String name, String imports, String body) {
    return Sources.text(
        name + ".java",
        """
        package p;
        import dev.rollforward.failpoint.Failpoints;
        %s
        class %s { Point field;
          void run() {
            %s
          }
        }
        """
            .formatted(imports, name, body));
  }

  @ParameterizedTest
  @EnumSource(Bad.class)
  void aWayAroundIsReportedWithFileLineAndMend(Bad bad) {
    assertThat(FailpointGuard.check(List.of(CATALOGUE, PLACED, bad.file)))
        .anySatisfy(
            complaint -> {
              assertThat(complaint.file()).isEqualTo("Bad.java");
              assertThat(complaint.line()).isEqualTo(bad.line);
              assertThat(complaint.problem()).contains(bad.problem);
              assertThat(complaint.remedy()).isNotEmpty();
            });
  }

  /** Without the guard most of them would go through: the examples are Java, and not straw men. */
  @ParameterizedTest
  @EnumSource(Bad.class)
  void theCompilerAloneRefusesOnlyStrings(Bad bad) {
    boolean isString = bad == Bad.StringLiteral || bad == Bad.ConcatenatedConstant;

    assertThat(Sources.compilerErrors(List.of(CATALOGUE, PLACED, bad.file)))
        .hasSize(isString ? 1 : 0);
  }

  @Test
  void legalPlacesPass() {
    List<JavaFileObject> legal =
        List.of(
            CATALOGUE,
            PLACED,
            code(
                "Good",
                "",
                "if (field != null) Failpoints.hit(Point.BeforeX); hit(field); // Failpoints.hit(field)"
                    + "\n  } static void hit(Point own) { String s = \"Failpoints.hit(own)\";"));

    assertThat(Sources.compilerErrors(legal)).isEmpty();
    assertThat(FailpointGuard.check(legal)).isEmpty();
  }

  @Test
  void aNameThatIsPlacedNowhereIsReported() {
    assertThat(FailpointGuard.check(List.of(CATALOGUE)))
        .singleElement()
        .hasToString(
            "Point.java:3: Point.BeforeX is placed nowhere in its package."
                + " Place Failpoints.hit(Point.BeforeX), or remove it");
  }

  @Test
  void aPlaceInAnotherPackageIsReported() {
    JavaFileObject elsewhere =
        Sources.text(
            "Far.java",
            """
            package q;
            import dev.rollforward.failpoint.Failpoints;
            import p.Point;
            class Far { { Failpoints.hit(Point.BeforeX); } }
            """);

    assertThat(FailpointGuard.check(List.of(CATALOGUE, PLACED, elsewhere)))
        .singleElement()
        .satisfies(complaint -> assertThat(complaint.line()).isEqualTo(4));
  }

  @Test
  void aCatalogueIsAnEnumOfItsOwnName() {
    JavaFileObject record =
        Sources.text("R.java", "package p; record R(String name) implements FailpointName {}");
    JavaFileObject second =
        Sources.text("Q.java", "package q; enum Point implements FailpointName { BeforeX }");

    assertThat(FailpointGuard.check(List.of(CATALOGUE, PLACED, record)))
        .singleElement()
        .hasToString("R.java:1: a FailpointName that is no enum. Make it an enum");
    assertThat(FailpointGuard.check(List.of(CATALOGUE, PLACED, second)))
        .anySatisfy(c -> assertThat(c.problem()).isEqualTo("a second catalogue called Point"));
  }

  @Test
  void whatCannotBeParsedIsNotPassedOver() {
    assertThatThrownBy(() -> FailpointGuard.check(List.of(Sources.text("X.java", "class {"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X.java");
  }

  @Test
  void everyFailpointOfEveryModuleIsPlacedByItsConstant() {
    List<JavaFileObject> production = Sources.production(HOME);

    assertThat(production)
        .extracting(JavaFileObject::getName)
        .anyMatch(name -> name.endsWith("engine/Writer.java"))
        .anyMatch(name -> name.endsWith("cli/Main.java"));
    assertThat(FailpointGuard.check(production)).isEmpty();
  }
}
