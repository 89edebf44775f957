package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Uses the console in a real Chromium; skipped where the machine has none. */
class ConsoleBrowserTest extends ConsoleTestBase {
  private static Chromium chromium;
  private static ChromeDriver browser;

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start();
    browser = chromium.driver;
  }

  @AfterAll
  static void quit() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void logIn() {
    browser.manage().window().setSize(new Dimension(1280, 900));
    logIn("ops");
  }

  private void logIn(String user) {
    chromium.logIn(address(""), user);
  }

  private void open(String path) {
    browser.get(address(path));
  }

  private static <T> T until(Function<ChromeDriver, T> condition) {
    return chromium.until(condition);
  }

  private static void click(By what) {
    until(
        b -> {
          b.findElement(what).click();
          return true;
        });
  }

  private static void press(CharSequence... keys) {
    chromium.press(keys);
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
    chromium.complaints();

    click(By.cssSelector("button[value=all]"));

    until(b -> b.getPageSource().contains("Delivering again to log; nothing is paid."));
    List<?> addresses =
        (List<?>)
            browser.executeScript(
                "return performance.getEntriesByType('resource').map(one => one.name)");
    assertThat(addresses)
        .isNotEmpty()
        .allSatisfy(
            address -> assertThat(address.toString()).startsWith("http://localhost:" + port + "/"));
    assertThat(chromium.complaints()).isEmpty();
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
    assertThat(chromium.complaints()).noneMatch(message -> message.startsWith("security"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "PHONE"})
  void servesEverybodyOnEveryPage(Chromium.Look look) throws Exception {
    List<String> pages = pages("for-everybody-" + look);
    chromium.look(look);
    try {
      for (String page : pages) {
        open(page);
        // The page of an asker is in a sandbox, which opens no further window for the results.
        AxeBuilder axe = new AxeBuilder().setLegacyMode(page.startsWith("/status"));
        assertThat(axe.analyze(browser).getViolations()).as(page).isEmpty();
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
            .as("width of " + page)
            .isLessThanOrEqualTo(look.width());
      }
    } finally {
      chromium.lookAsBefore();
    }
  }

  @Test
  void keepsWhatAPersonHasDoneToAPageThatUpdatesItself() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String word = "f" + UUID.randomUUID();
    String first = brief("First of " + word);
    awaitState(first, "waiting");
    open("/console/jobs?q=" + word);
    press("j");
    assertThat(browser.switchTo().activeElement().getDomProperty("href")).endsWith(first);

    String second = brief("Second of " + word);

    until(b -> b.findElements(By.cssSelector("tbody tr")).size() == 2);
    assertThat(browser.switchTo().activeElement().getDomProperty("href")).endsWith(first);
    press("k");
    assertThat(browser.switchTo().activeElement().getDomProperty("href")).endsWith(second);
    open("/console/jobs/" + second);
    until(b -> b.findElements(By.cssSelector(".orders [name=reason]"))).get(0).sendKeys("half a");
    api("POST", "/api/jobs/" + second + "/cancel", "{}");
    until(b -> b.findElement(By.cssSelector("h1 .state")).getText().equals("cancelled"));
    WebElement reason = browser.findElement(By.cssSelector(".orders [name=reason]"));
    assertThat(reason.getDomProperty("value")).isEqualTo("half a");
    reason.clear();
    browser.executeScript("document.activeElement.blur()");
    api("POST", "/api/jobs/" + first + "/cancel", "{}");
    until(b -> b.findElements(By.xpath("//button[text()='Cancel the job']")).isEmpty());
  }

  @Test
  void asksForTheLoginAgainOnceItHasEnded() throws Exception {
    open("/console/jobs?q=ended");
    browser.manage().addCookie(new Cookie("JSESSIONID", "ended"));

    brief("A poster that nobody sees");

    until(b -> !b.findElements(By.cssSelector(".login")).isEmpty());
    assertThat(browser.findElement(By.cssSelector("[role=status]")).getText())
        .isEqualTo("Your login has ended. Log in to continue.");
    assertThat(browser.switchTo().activeElement().getDomProperty("name")).isEqualTo("username");
    chromium.complaints();
    press("ops", Keys.TAB, "wrong", Keys.ENTER);
    until(b -> !b.findElements(By.cssSelector("[role=alert]")).isEmpty());
    press("ops", Keys.TAB, ConsoleTestBase.PASSWORD, Keys.ENTER);
    until(b -> b.getCurrentUrl().endsWith("/console/jobs?q=ended"));
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void ordersManyJobsAfterItHasShownWhatThatMeans() throws Exception {
    RIVYA.trouble().add(Trouble.next(2, Operation.CREATE, TroubleKind.FAILED_TASK));
    String word = "m" + UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      awaitState(brief("A poster that fails " + word), "failed");
    }
    finished("A poster that is done " + word);
    open("/console/jobs?q=" + word);
    click(By.linkText("Order something for all of these"));
    WebElement name = until(b -> b.findElement(By.name("name")));
    browser.findElement(By.name("reason")).sendKeys("model mended");
    browser.findElement(By.name("first")).clear();
    browser.findElement(By.name("first")).sendKeys("1");
    WebElement show = browser.findElement(By.cssSelector("form[action$=bulk-orders] button"));
    show.click();
    assertThat(browser.executeScript("return arguments[0].validity.valueMissing", name))
        .as("a name is needed")
        .isEqualTo(true);
    name.sendKeys(word);
    show.click();

    until(b -> b.findElement(By.cssSelector("h1 .state")).getText().equals("planned"));
    assertThat(browser.findElement(By.tagName("main")).getText())
        .contains(
            "2 jobs will be ordered, 1 will not.",
            "The job is done and delivered.",
            "credits",
            "rivya.flows.posters.credits.daily-cap",
            "Takes at least");
    click(By.xpath("//button[text()='Start it']"));
    until(b -> b.findElement(By.cssSelector("h1 .state")).getText().equals("finished"));
    assertThat(browser.findElement(By.cssSelector("#progress + dl")).getText())
        .contains("Succeeded\n2");
    assertThat(browser.findElements(By.cssSelector(".orders"))).isEmpty();
  }
}
