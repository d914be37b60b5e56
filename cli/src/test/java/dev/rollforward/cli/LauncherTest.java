package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a project of empty sources with a Maven and a Java that only write down how they
 * were called.
 */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "rollforward");
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "basename",
          "cat",
          "cp",
          "cut",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "stty",
          "tail",
          "touch");

  @TempDir private Path folder;
  private Path project;
  private Path bin;
  private final Map<String, String> environment = new HashMap<>();

  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      offerTool(tool);
    }
    Files.copy(LAUNCHER, project.resolve("rollforward"));
    for (String module : List.of("spec", "impl", "testkit", "published", "conformance", "cli")) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.createDirectories(project.resolve(module).resolve("src/test"));
      write(project.resolve(module).resolve("pom.xml"), "");
    }
    write(project.resolve("pom.xml"), "");
    write(project.resolve(".mvn/jvm.config"), "");
    ageEverything();
    makeJava(folder.resolve("jdk"), "17.0.15");
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("LANG", "en_US.UTF-8");
    makeMaven("");
  }

  /** The PATH is this one folder, so that a tool can be missing. */
  private void offerTool(String tool) throws IOException {
    for (Path place : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
      if (Files.exists(place.resolve(tool))) {
        executable(bin.resolve(tool), "#!/bin/sh\nexec " + place.resolve(tool) + " \"$@\"\n");
        return;
      }
    }
  }

  private void ageEverything() throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }

  private static void makeJava(Path home, String version) throws IOException {
    script(
        home.resolve("bin/java"), "for a in \"$@\"; do echo \"$a\"; done; echo \"L=${LC_ALL-}\"");
    script(home.resolve("bin/javac"), "");
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  /** A Maven that notes its call, does {@code first}, and makes two jars. */
  private void makeMaven(String first) throws IOException {
    script(
        bin.resolve("mvn"),
        "echo \"$JAVA_HOME $*\" >> \"" + calls() + "\"",
        "echo \"$MAVEN_OPTS\" > \"" + folder.resolve("maven flags") + "\"",
        first,
        "mkdir -p cli/target impl/target",
        "touch cli/target/rollforward-cli-1.jar impl/target/impl-1.jar \"" + external() + "\"",
        "echo \"$PWD/impl/target/impl-1.jar:" + external() + "\" > cli/target/classpath.txt");
  }

  private Path calls() {
    return folder.resolve("calls");
  }

  private Path external() {
    return folder.resolve("external.jar");
  }

  private static void script(Path file, String... lines) throws IOException {
    executable(file, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
  }

  private static void executable(Path file, String content) throws IOException {
    write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Ran run(String... args) throws IOException, InterruptedException {
    return await(start(project.resolve("rollforward"), args));
  }

  private Process start(Path launcher, String... args) throws IOException {
    Path err = Files.createTempFile(folder, "err", "");
    return builder(launcher, args).redirectError(err.toFile()).start();
  }

  private ProcessBuilder builder(Path launcher, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  /** Standard error goes through a file, so that neither stream can block the other. */
  private Ran await(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    StringBuilder err = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("err")).toList()) {
        err.append(Files.readString(file));
        Files.delete(file);
      }
    }
    return new Ran(exitCode, out, err.toString());
  }

  private int builds() throws IOException {
    return Files.exists(calls()) ? Files.readAllLines(calls()).size() : 0;
  }

  @Test
  void theFirstUseBuildsAndTheNextDoesNot() throws IOException, InterruptedException {
    Ran first = run("demo");
    Ran second = run("demo");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err())
        .contains("building (first use, under a minute", "built in ")
        .doesNotContain("\r", "\033");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.readString(calls()))
        .isEqualTo(
            folder.resolve("jdk")
                + " -B -T2 -pl cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Dfast"
                + " package\n");
  }

  @Test
  void mavenDoesNotOptimizeWhatRunsForSeconds() throws IOException, InterruptedException {
    run("demo");
    assertThat(folder.resolve("maven flags"))
        .hasContent("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  @Test
  void mavenKeepsTheFlagsOfItsUser() throws IOException, InterruptedException {
    environment.put("MAVEN_OPTS", "-Xmx3g");
    run("demo");
    assertThat(folder.resolve("maven flags")).hasContent("-Xmx3g");
  }

  @Test
  void javaGetsTheCopiedJarsAndItsFlags() throws IOException, InterruptedException {
    List<String> args = run("inspect", "a b", "--json").out().lines().toList();
    assertThat(args)
        .containsSubsequence(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            "dev.rollforward.cli.Main",
            "inspect",
            "a b",
            "--json");
    assertThat(args).noneMatch(arg -> arg.contains("rollforward.terminal"));
    String[] classpath = args.get(args.indexOf("-cp") + 1).split(":", -1);
    assertThat(classpath).hasSize(3).allMatch(jar -> Files.exists(Path.of(jar)));
    assertThat(classpath[0])
        .matches(".*/a project/target/launcher/lib\\.\\w+/rollforward-cli-1.jar");
    assertThat(classpath[2]).isEqualTo(external().toString());
  }

  @Test
  void aChangedSourceIsBuilt() throws IOException, InterruptedException {
    run();
    write(project.resolve("impl/src/main/New.java"), "");
    assertThat(run().err()).contains("building (sources have changed");
    Files.delete(project.resolve("impl/src/main/New.java"));
    assertThat(run().err()).contains("building (sources have changed");
    write(project.resolve("spec/Some.tla"), "");
    run();
    write(project.resolve("pom.xml"), "<!-- -->");
    run();
    assertThat(builds()).isEqualTo(5);
  }

  @Test
  void whatIsNotBuiltIsNotLookedAt() throws IOException, InterruptedException {
    run();
    write(project.resolve("impl/src/test/New.java"), "");
    write(project.resolve("impl/target/junk"), "");
    write(project.resolve("spec/states/junk"), "");
    write(project.resolve("README.md"), "");
    run();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whatIsEditedDuringABuildIsBuiltNextTime() throws IOException, InterruptedException {
    makeMaven("touch impl/src/main/Edited.java");
    run();
    makeMaven("");
    assertThat(run().err()).contains("building (sources have changed");
    assertThat(run().err()).isEmpty();
  }

  @Test
  void aLostJarIsBuiltAgain() throws IOException, InterruptedException {
    run();
    Files.delete(external());
    run();
    assertThat(builds()).isEqualTo(2);
    assertThat(external()).exists();
  }

  @Test
  void aBuildThatFailsIsQuotedAndTriedAgain() throws IOException, InterruptedException {
    makeMaven("echo '[INFO] chatter'; echo '[ERROR] no such symbol'; exit 1");
    Ran ran = run("demo");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains(
            "[ERROR] no such symbol", "error: the build failed", "/launcher/build.log", "remedy: ")
        .doesNotContain("chatter");
    makeMaven("");
    assertThat(run("demo").exitCode()).isZero();
  }

  @Test
  @Timeout(60)
  void twoFirstUsesBuildOnce() throws IOException, InterruptedException {
    assumeTrue(Files.exists(bin.resolve("flock")), "there is no flock to wait with");
    Path started = makePipe("started");
    Path go = makePipe("go");
    makeMaven("echo > \"" + started + "\"; read -r < \"" + go + "\"");
    Process first = start(project.resolve("rollforward"), "demo");
    assertThat(Files.readString(started)).isEqualTo("\n");
    Process second = builder(project.resolve("rollforward"), "demo").start();
    try (BufferedReader said = second.errorReader()) {
      assertThat(said.readLine()).startsWith("rollforward: waiting for another build of ");
      Files.writeString(go, "\n");
      assertThat(first.waitFor()).isZero();
      assertThat(second.waitFor()).isZero();
    } finally {
      first.destroyForcibly();
      second.destroyForcibly();
    }
    assertThat(builds()).isEqualTo(1);
  }

  private Path makePipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void itCanBeStartedThroughALink() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(bin.resolve("rf"), project.resolve("rollforward"));
    Path relative = Files.createSymbolicLink(folder.resolve("rf2"), Path.of("bin/rf"));
    assertThat(await(start(link, "demo")).exitCode()).isZero();
    assertThat(await(start(relative, "demo")).err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void definitionsBeforeTheCommandGoToJava() throws IOException, InterruptedException {
    environment.put("ROLLFORWARD_JAVA_OPTS", "-Xmx1g  -Dx=y");
    List<String> args =
        run("-Dtla2tools.jar=/a b/x.jar", "--verbose", "check", "-Dlater=1").out().lines().toList();
    assertThat(args)
        .containsSubsequence("-Dtla2tools.jar=/a b/x.jar", "-Xmx1g", "-Dx=y", "-cp")
        .containsSubsequence("dev.rollforward.cli.Main", "--verbose", "check", "-Dlater=1");
  }

  @Test
  void anotherCollectorReplacesOurs() throws IOException, InterruptedException {
    environment.put("ROLLFORWARD_JAVA_OPTS", "-XX:+UseParallelGC");
    assertThat(run().out()).contains("-XX:+UseParallelGC").doesNotContain("UseSerialGC");
  }

  @Test
  void newJavasGetMoreFlags() throws IOException, InterruptedException {
    assertThat(run().out()).doesNotContain("unsafe");
    makeJava(folder.resolve("jdk"), "25.0.1");
    assertThat(run().out())
        .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void theFlagsAreThoseOfChildJvms() throws IOException, InterruptedException {
    makeJava(folder.resolve("jdk"), "25");
    assertThat(run().out().lines()).containsAll(ChildJvm.flags(25));
  }

  @Test
  void namesThatAreNotAsciiNeedALocale() throws IOException, InterruptedException {
    assertThat(run().out()).endsWith("L=\n");
    environment.put("LANG", "C");
    assertThat(run().out()).endsWith("L=C.UTF-8\n");
    environment.remove("LANG");
    assertThat(run().out()).endsWith("L=C.UTF-8\n");
  }

  @Test
  void aMissingJavaIsNamed() throws IOException, InterruptedException {
    environment.put("JAVA_HOME", "/no/jdk");
    assertRefused("error: JAVA_HOME is /no/jdk, and there is no bin/java in it");
    environment.remove("JAVA_HOME");
    assertRefused("error: there is no java on the PATH, and JAVA_HOME is not set");
  }

  @Test
  void anOldJavaIsNamed() throws IOException, InterruptedException {
    makeJava(folder.resolve("jdk"), "1.8.0_392");
    assertRefused("error: " + folder.resolve("jdk/bin/java") + " is Java 8");
    makeJava(folder.resolve("jdk"), "11.0.2");
    assertRefused("error: " + folder.resolve("jdk/bin/java") + " is Java 11");
  }

  @Test
  void aJavaWithoutAReleaseFileIsAsked() throws IOException, InterruptedException {
    Path jdk = folder.resolve("jdk");
    Files.delete(jdk.resolve("release"));
    script(
        jdk.resolve("bin/java"),
        "[ \"$1\" = -XshowSettings:properties ] || { echo started; exit; }",
        "printf '    java.home = %s\\n    java.version = 21.0.1\\n' '" + jdk + "' >&2");
    assertThat(run().out()).isEqualTo("started\n");
  }

  @Test
  void aJavaWithoutACompilerIsNamed() throws IOException, InterruptedException {
    Files.delete(folder.resolve("jdk/bin/javac"));
    assertRefused("error: " + folder.resolve("jdk") + " has no bin/javac: it is not a JDK");
  }

  @Test
  void aMissingMavenIsNamedOnlyWhereItIsNeeded() throws IOException, InterruptedException {
    Files.delete(bin.resolve("mvn"));
    assertRefused("error: there is no mvn on the PATH");
    makeMaven("");
    run();
    Files.delete(bin.resolve("mvn"));
    assertThat(run().exitCode()).isZero();
  }

  private void assertRefused(String error) throws IOException, InterruptedException {
    Ran ran = run("demo");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(ran.err().lines().toList()).hasSize(2);
    assertThat(ran.err()).startsWith(error).contains("\nremedy: ");
    assertThat(ran.out()).isEmpty();
  }
}
