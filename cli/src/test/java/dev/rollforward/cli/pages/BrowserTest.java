package dev.rollforward.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.LibraryTrace;
import dev.rollforward.cli.Recorder;
import dev.rollforward.cli.explore.Explore;
import dev.rollforward.cli.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The pages in a real browser, headless. Without Chromium and its driver they are not tried. */
class BrowserTest {
  private static final int NARROW = 360;
  private static final int WIDE = 1280;

  @TempDir static Path folder;
  private static Map<String, Path> pages;
  private static ChromeDriver browser;

  @BeforeAll
  static void makePagesAndStartTheBrowser() throws IOException {
    Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = program("chromedriver");
    Assumptions.assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "no pages are tried in a browser: install chromium and chromium-driver");
    Recorder recorder = new Recorder();
    new Report(recorder.console(), Path.of("..")).run(folder);
    Path walk = folder.resolve("walk.html");
    new Explore(recorder.console()).write(List.of("replay-alone"), List.of("NoFence"), walk);
    Path fault = folder.resolve("fault.html");
    new Explore(recorder.console()).write(List.of("NoFence"), List.of(), fault);
    Path trace = folder.resolve("trace.html");
    String file = LibraryTrace.of(Files.createDirectory(folder.resolve("of-a-trace"))).toString();
    new Explore(recorder.console()).write(List.of(file), List.of(), trace);
    pages =
        Map.of(
            "report", folder.resolve("index.html"), "walk", walk, "fault", fault, "trace", trace);
    browser = start(chromium.orElseThrow(), driver.orElseThrow());
  }

  private static Optional<Path> program(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** As root, in a container and without a network. */
  private static ChromeDriver start(Path chromium, Path driver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
    options.setScriptTimeout(Duration.ofMinutes(5));
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .withTimeout(Duration.ofMinutes(2))
            .build(),
        options);
  }

  @AfterAll
  static void stopTheBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void startWide() {
    look(WIDE, "light");
  }

  private static void look(int width, String scheme) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static void open(String page) {
    open(page, "");
  }

  private static void open(String page, String hash) {
    browser.get("about:blank");
    browser.get(pages.get(page).toUri() + hash);
  }

  private static Object run(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  private static String heading() {
    return browser.findElement(By.id("place")).getText();
  }

  private static void press(CharSequence keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  static Stream<Object[]> looks() {
    Stream<Object[]> all =
        Stream.of("report", "walk", "fault")
            .flatMap(
                page ->
                    Stream.of(
                        new Object[] {page, WIDE, "light"},
                        new Object[] {page, WIDE, "dark"},
                        new Object[] {page, NARROW, "light"},
                        new Object[] {page, NARROW, "dark"}));
    // The same page as that of a fault, but for names that may be as long as a path.
    return Stream.concat(all, Stream.<Object[]>of(new Object[] {"trace", NARROW, "light"}));
  }

  @ParameterizedTest(name = "{0}, {1} pixels, {2}")
  @MethodSource("looks")
  void itComplainsOfNothingFitsAndCanBeUsedByEverybody(String page, int width, String scheme)
      throws IOException {
    look(width, scheme);
    open(page);
    keepPicture(page, width, scheme);

    assertThat(run("return innerWidth")).isEqualTo((long) width);
    // Its bar takes some of the width.
    assertThat(
            run(
                "const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
        .isEqualTo(0L);
    assertThat(serious(rules(width, scheme))).isEmpty();
    List<LogEntry> complaints = browser.manage().logs().get(LogType.BROWSER).getAll();
    assertThat(complaints).isEmpty();
  }

  /** For whoever wants to see them: {@code -Drollforward.screenshots=DIR}. */
  private static void keepPicture(String page, int width, String scheme) throws IOException {
    String wanted = System.getProperty("rollforward.screenshots", "");
    if (!wanted.isEmpty()) {
      Files.write(
          Files.createDirectories(Path.of(wanted))
              .resolve(page + "-" + width + "-" + scheme + ".png"),
          browser.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
    }
  }

  /** Contrast takes longest and depends on nothing but the colours. */
  private static Map<String, Object> rules(int width, String scheme) {
    if (width == WIDE) {
      return scheme.equals("light") ? Map.of() : Map.of("runOnly", List.of("color-contrast"));
    }
    return Map.of("rules", Map.of("color-contrast", Map.of("enabled", false)));
  }

  /** What axe-core calls serious or critical. */
  @SuppressWarnings("unchecked")
  private static List<String> serious(Map<String, Object> rules) throws IOException {
    try (var script = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<String>)
        browser.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations'], ...arguments[0]}).then((found) => done(found.violations"
                + ".filter((v) => ['serious', 'critical'].includes(v.impact))"
                + ".map((v) => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map((n) => n.html))));",
            rules);
  }

  @Test
  void axeSeesWhatIsSerious() throws IOException {
    open("walk");
    run("document.getElementById('back').textContent = ''");

    assertThat(serious(Map.of())).anyMatch(found -> found.startsWith("button-name"));
  }

  @Test
  void noTextOfAPictureLeavesItsBox() {
    open("report");
    run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");

    assertThat(
            run(
                """
                const out = [];
                document.querySelectorAll('svg.picture').forEach((svg) => {
                  const width = svg.viewBox.baseVal.width;
                  const boxes = [...svg.querySelectorAll('rect.box, rect.badbox')].map((r) => r.getBBox());
                  svg.querySelectorAll('text').forEach((text) => {
                    const b = text.getBBox();
                    const box = text.classList.contains('cell') && boxes.find((r) =>
                      r.x <= b.x && b.x < r.x + r.width && r.y <= b.y + b.height / 2 && b.y + b.height / 2 <= r.y + r.height);
                    const right = box ? box.x + box.width : width;
                    if (b.x + b.width > right) out.push(text.textContent);
                  });
                });
                return out;
                """))
        .isEqualTo(List.of());
    assertThat((Long) run("return document.querySelectorAll('svg.picture').length"))
        .isGreaterThan(30);
  }

  @Test
  void theReportIsReadByKeyboard() {
    open("report");
    press(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the evidence");
    press(Keys.TAB);
    WebElement link = browser.switchTo().activeElement();
    assertThat(link.getText()).isEqualTo("What is claimed");
    link.sendKeys(Keys.ENTER);

    assertThat(browser.getCurrentUrl()).endsWith("#claims");
  }

  @Test
  void aLinkIntoWhatIsClosedOpensIt() {
    open("report", "#def-PinExact");

    assertThat(browser.findElement(By.cssSelector("#def-PinExact pre")).isDisplayed()).isTrue();
    assertThat(browser.findElement(By.cssSelector("#def-NameUnique pre")).isDisplayed()).isFalse();
  }

  @Test
  void aWalkGoesBackAndForthByKeyboard() {
    open("walk");
    String start = browser.findElement(By.id("stores")).getText();
    press("1");
    press("1");
    assertThat(heading()).isEqualTo("after 2 steps");
    press(Keys.ARROW_LEFT);
    assertThat(heading()).isEqualTo("after 1 step");
    press(Keys.ARROW_RIGHT);
    assertThat(heading()).isEqualTo("after 2 steps");
    press(Keys.HOME);
    assertThat(heading()).isEqualTo("after 0 steps");
    assertThat(browser.findElement(By.id("stores")).getText()).isEqualTo(start);
    assertThat(browser.findElements(By.cssSelector("#walk li"))).hasSize(3);
  }

  @Test
  void crashAndLostAnswerAreAmongTheChoices() {
    open("walk");
    takeUntil("CommitTable");
    assertThat(browser.findElement(By.id("steps")).getText())
        .contains("CommitTable", "LoseAnswer", "CrashWriter", "SweepListSidecars");
    take("CommitTable");
    takeUntil("Publish");
    take("Publish");
    assertThat(browser.findElement(By.id("readers")).getText())
        .contains("table 1: the initial rows, and those of op 1");
  }

  private static void take(String action) {
    browser.findElements(By.cssSelector("#steps button")).stream()
        .filter(button -> button.findElement(By.cssSelector("code")).getText().equals(action))
        .findFirst()
        .orElseThrow(() -> new AssertionError(browser.findElement(By.id("steps")).getText()))
        .click();
  }

  /** Lets the writer go on until an action is possible. */
  private static void takeUntil(String action) {
    for (String next : List.of("ReadManifest", "PrepareTable", "ArmSidecar", "CommitTable")) {
      if (browser.findElement(By.id("steps")).getText().contains(action)) {
        return;
      }
      take(next);
    }
  }

  @Test
  void aLinkOpensAtTheSameState() {
    open("walk");
    takeUntil("CommitTable");
    String state = browser.findElement(By.cssSelector(".state")).getText();
    String link = browser.findElement(By.id("link")).getDomAttribute("href");

    assertThat(browser.getCurrentUrl()).endsWith(link);
    open("walk", link);
    assertThat(browser.findElement(By.cssSelector(".state")).getText()).isEqualTo(state);
    open("fault", link);
    assertThat(browser.findElement(By.id("last")).getText())
        .startsWith("This link is of another model");
    assertThat(heading()).isEqualTo("after 0 steps");
  }

  @Test
  void aFaultIsSwitchedOnAndThePropertyBreaks() {
    open("walk");
    press("1");
    press("1");
    browser.findElement(By.cssSelector("#fault option:nth-child(2)")).click();
    assertThat(heading()).isEqualTo("after 2 steps");
    assertThat(browser.findElement(By.id("properties")).getText())
        .startsWith("NoDriftAfterDecision holds so far");
    browser.findElement(By.id("violation")).click();
    String broken = browser.findElement(By.cssSelector(".broken")).getText();
    assertThat(broken)
        .startsWith(
            "NoDriftAfterDecision is violated since step " + heading().replaceAll("\\D", ""));
    String link = browser.findElement(By.id("link")).getDomAttribute("href");

    open("walk", link);
    assertThat(browser.findElement(By.cssSelector(".broken")).getText()).isEqualTo(broken);
    press(Keys.ARROW_LEFT);
    assertThat(browser.findElements(By.cssSelector(".broken"))).isEmpty();
    browser.findElement(By.cssSelector("#fault option:first-child")).click();
    assertThat(browser.findElement(By.id("properties")).getText())
        .startsWith("TLC found these to hold");
  }

  @Test
  void theCounterexampleEndsWhereThePropertyBreaks() {
    open("fault");
    for (int step = 0; step < 11; step++) {
      assertThat(browser.findElement(By.id("properties")).getText())
          .contains("will be violated at the end");
      press("1");
    }

    assertThat(heading()).isEqualTo("after 11 steps");
    assertThat(browser.findElement(By.cssSelector(".broken")).getText())
        .startsWith("NoDriftAfterDecision is violated: an operation is undone");
    assertThat(browser.findElements(By.cssSelector("#steps button"))).isEmpty();
  }
}
