package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Uses the console in a real Chromium; skipped where the machine has none. */
class ConsoleBrowserTest extends ConsoleTestBase {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Set<String> BAD = Set.of("serious", "critical");

  private static ChromeDriver browser;
  private static Path profile;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "There is no Chromium with its driver on this machine.");
    profile = Files.createTempDirectory("chromium");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build(),
            options);
  }

  @AfterAll
  static void quit() throws IOException {
    if (browser != null) {
      browser.quit();
      FileUtils.deleteQuietly(profile.toFile());
    }
  }

  @BeforeEach
  void logIn() {
    browser.manage().window().setSize(new Dimension(1280, 900));
    logIn("ops");
  }

  private void logIn(String user) {
    browser.manage().deleteAllCookies();
    open("/console");
    browser.findElement(By.name("username")).sendKeys(user);
    browser.findElement(By.name("password")).sendKeys(PASSWORD, Keys.ENTER);
    until(b -> b.getTitle().startsWith("Overview"));
  }

  private void open(String path) {
    browser.get("http://localhost:" + port + path);
  }

  private static <T> T until(Function<ChromeDriver, T> condition) {
    // A page that updates itself replaces its elements.
    return new WebDriverWait(browser, LONG)
        .ignoring(StaleElementReferenceException.class)
        .until(any -> condition.apply(browser));
  }

  private static void press(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  @Test
  void findsAJobByTheKeyboardAndShowsItsPicture() throws Exception {
    String word = "k" + UUID.randomUUID();
    finished("A poster with " + word);

    press("/");
    press(word, Keys.ENTER);
    until(b -> b.findElements(By.cssSelector("tbody tr")).size() == 1);
    press("j");
    press("o");

    until(
        b ->
            (Boolean)
                b.executeScript(
                    "const picture = document.querySelector('figure img');"
                        + " return picture !== null && picture.naturalWidth > 0"));
    assertThat(browser.findElement(By.id("brief")).getText()).isEqualTo("Brief");
    press("?");
    until(b -> b.findElement(By.id("help")).isDisplayed());
  }

  @Test
  void updatesThePageThatIsOpenAndKeepsWhatIsWritten() throws Exception {
    String word = "u" + UUID.randomUUID();
    open("/console/jobs?q=" + word);
    WebElement search = browser.findElement(By.id("search"));
    search.sendKeys(" and more");
    until(
        b ->
            (Boolean)
                b.executeScript(
                    "return performance.getEntriesByType('resource')"
                        + ".some(one => one.name.endsWith('/console/assets/console.js'))"));

    brief("A poster with " + word);

    until(b -> b.findElements(By.cssSelector("tbody tr")).size() == 1);
    until(b -> b.findElement(By.cssSelector("tbody .state")).getText().equals("done"));
    assertThat(browser.switchTo().activeElement()).isEqualTo(search);
    assertThat(search.getDomProperty("value")).isEqualTo(word + " and more");
  }

  @Test
  void ordersByAFormAndReachesNothingElse() throws Exception {
    String id = finished("A poster to deliver");
    open("/console/jobs/" + id);
    severe();

    browser.findElement(By.cssSelector("button[value=all]")).click();

    until(b -> b.getPageSource().contains("Delivering again to log; nothing is paid."));
    List<?> addresses =
        (List<?>)
            browser.executeScript(
                "return performance.getEntriesByType('resource').map(one => one.name)");
    assertThat(addresses)
        .isNotEmpty()
        .allSatisfy(
            address -> assertThat(address.toString()).startsWith("http://localhost:" + port + "/"));
    assertThat(severe()).isEmpty();
  }

  @Test
  void refusesAViewerTheOrdersOfAnOperator() throws Exception {
    String id = finished("A poster for the wall");
    logIn("wall");
    open("/console/jobs/" + id);

    assertThat(browser.findElements(By.cssSelector("main form"))).isEmpty();
    assertThat(
            browser.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                    + "const body = new FormData(document.querySelector('form[action$=logout]'));"
                    + "body.set('deliveries', 'all');"
                    + "fetch(location.pathname + '/replay', {method: 'POST', body:"
                    + " new URLSearchParams(body)}).then(answer => done(answer.status));"))
        .isEqualTo(403L);
  }

  @Test
  void showsAnAskerItsPictureWithoutALogin() throws Exception {
    JsonNode job = api("POST", "/api/flows/posters/jobs", "{\"prompt\":\"A poster\"}");
    awaitState(job.path("id").asText(), "done");
    browser.manage().deleteAllCookies();

    open(job.path("status_url").asText().replace("http://routes.example.com", ""));

    WebElement picture = until(b -> b.findElement(By.tagName("img")));
    until(b -> (Boolean) b.executeScript("return arguments[0].naturalWidth > 0", picture));
    assertThat(severe()).noneMatch(message -> message.startsWith("security"));
    // The page is in a sandbox, which opens no further window for the results.
    assertThat(new AxeBuilder().setLegacyMode(true).analyze(browser).getViolations())
        .filteredOn(violation -> BAD.contains(violation.getImpact()))
        .isEmpty();
  }

  /** What the browser complained of since it was asked last, such as a breach of the policy. */
  private static List<String> severe() {
    return browser.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().equals(Level.SEVERE))
        .map(LogEntry::getMessage)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 400"})
  void servesEverybodyOnEveryPage(String scheme, int width) throws Exception {
    String job = finished("A poster for everybody");
    String message = quarantined("A mail for everybody");
    String bulk = bulk("for-everybody-" + width, "flow:posters");
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    try {
      for (String page :
          List.of(
              "",
              "/jobs",
              "/jobs/" + job,
              "/quarantine",
              "/quarantine/" + message,
              "/audit",
              "/bulk-orders",
              "/bulk-orders/" + bulk,
              "/accounts/studio",
              "/accounts/press/webhook",
              "/credits",
              "/webhooks",
              "/nothing")) {
        open("/console" + page);
        assertThat(new AxeBuilder().analyze(browser).getViolations())
            .as(page)
            .filteredOn(violation -> BAD.contains(violation.getImpact()))
            .isEmpty();
        assertThat(
                (Boolean)
                    browser.executeScript(
                        "return document.documentElement.scrollWidth <= window.innerWidth"))
            .as(page + " is not wider than the screen")
            .isTrue();
      }
    } finally {
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }
}
