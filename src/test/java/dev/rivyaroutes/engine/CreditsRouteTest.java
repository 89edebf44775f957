package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.account.WatchBalance;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.engine.upkeep.RefreshBalance;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.CreditAlerts;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.credits.ReleaseParked;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.JobDetails;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Budgets and balances hold jobs back, never lose them, and let them go on by themselves. */
class CreditsRouteTest extends EngineRouteTestBase {

  private static final String KEY = "rivya.flows.thrifty.credits";

  @Autowired DatabaseAvailability ledger;
  @Autowired Budgets budgets;
  @Autowired Balances balances;
  @Autowired CreditAlerts alerts;
  @Autowired ReleaseParked release;
  @Autowired FindCredits credits;
  @Autowired RefreshBalance refresh;
  @Autowired WatchBalance watch;
  @Autowired UsedAccounts used;

  @BeforeEach
  void aNewDayBegins() {
    Instant now = CLOCK.instant();
    Instant morning = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(25));
    CLOCK.forward(Duration.between(now, morning));
    // Its balance is known, so that the next reading finds what the test makes of it.
    eventually(
        () -> assertThat(balances.latest("thrifty").orElseThrow().at()).isAfterOrEqualTo(morning));
  }

  @AfterEach
  void restoreTheCredits() {
    RIVYA.wallets().set("thrifty", 1_000_000);
    budgets.set(Scope.FLOW, "thrifty", BigDecimal.valueOf(12), BigDecimal.ZERO, KEY);
  }

  private List<String> accept(int jobs) {
    return IntStream.range(0, jobs)
        .mapToObj(i -> accept("thrifty", "A thrifty house " + i))
        .toList();
  }

  @Test
  void parksWhatIsBeyondTheCapUntilTheNextDay() {
    List<String> ids = accept(4);
    eventually(() -> assertThat(ids.stream().filter(id -> isState(id, "done"))).hasSize(2));
    List<String> parked = ids.stream().filter(id -> !isState(id, "done")).toList();
    parked.forEach(id -> until(id, details -> parkedFor(details, Trouble.BUDGET)));
    assertThat(job(parked.get(0)).job().cause().text())
        .contains("flow thrifty", "about 5 credits", "10 of 12", KEY + ".daily-cap");
    assertThat(parked).allSatisfy(id -> assertThat(paid(id)).isEmpty());
    assertThat(alerts.newest(Scope.FLOW, "thrifty").get(0).percent()).isEqualTo(100);

    CLOCK.forward(Duration.ofDays(1));
    parked.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
    assertThat(job(ids.get(0)).job().credits().estimated()).isEqualByComparingTo("5");
    assertThat(job(ids.get(0)).job().credits().reserved()).isEqualByComparingTo("5");
    assertThat(job(ids.get(0)).job().credits().settled()).isEqualByComparingTo("5");
  }

  @Test
  void asksForTheBalanceOfAnAccountThatNoFlowNamesWhenAPersonDoes() throws Exception {
    String idle = "production-image-workflow";
    assertThat(balances.latest(idle)).isEmpty();
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/accounts/" + idle + "/credits");

    String shown =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();

    assertThat(shown).contains("\"balance\":");
    assertThat(balances.newest(idle, 9)).hasSize(1);
  }

  @Test
  void readsTheBalanceAtEachStartSoThatAWrongKeyIsReportedThen() {
    assertThat(refresh.claim("thrifty")).isEmpty();

    RefreshBalance started = new RefreshBalance(watch, used, ledger, null, CLOCK);
    assertThat(started.claim("thrifty")).isPresent();

    started.recordFailure("thrifty", new IllegalStateException("no key"));
    assertThat(started.claim("thrifty")).isEmpty();
    CLOCK.forward(Duration.ofMinutes(1));
    assertThat(started.claim("thrifty")).isPresent();
  }

  @Test
  void goesOnWhenTheCapIsRaised() {
    List<String> ids = accept(3);
    eventually(
        () -> assertThat(ids.stream().filter(id -> parkedFor(job(id), Trouble.BUDGET))).hasSize(1));
    budgets.set(Scope.FLOW, "thrifty", BigDecimal.valueOf(15), BigDecimal.ZERO, KEY);
    release.release();
    ids.forEach(id -> until(id, "done"));
  }

  @Test
  void pausesForALowBalanceAndGoesOnWhenItIsGoodAgain() {
    RIVYA.wallets().set("thrifty", 9);
    CLOCK.forward(Duration.ofHours(1));
    eventually(() -> assertThat(accountRows.pause("thrifty")).isPresent());
    assertThat(accountRows.pause("thrifty").orElseThrow().cause().text())
        .contains("has 9 credits left", "pause-below", "ask the budget desk")
        .doesNotContain(key("thrifty"));
    assertThat(alerts.newest(Scope.ACCOUNT, "thrifty").get(0).text()).contains("warn-below");

    // Nothing tries: it would be paid for.
    String id = accept(1).get(0);
    CLOCK.forward(Duration.ofMinutes(10));
    until(accept("main", "A house of another account"), "done");
    assertThat(isState(id, "accepted")).isTrue();

    RIVYA.wallets().set("thrifty", 99);
    CLOCK.forward(Duration.ofSeconds(1));
    until(id, "done");
    assertThat(accountRows.pause("thrifty")).isEmpty();
    RIVYA.wallets().set("thrifty", 1_000);
    CLOCK.forward(Duration.ofHours(1));
    eventually(() -> assertThat(alerts.newest(Scope.ACCOUNT, "thrifty")).isEmpty());
  }

  @Test
  void reportsWhatAPersonNeedsWhenCreditsRunOut() {
    RIVYA.wallets().set("thrifty", 3);
    String id = accept(1).get(0);
    JobDetails parked = until(id, details -> parkedFor(details, Trouble.CREDIT));
    assertThat(parked.job().cause().text())
        .contains("Account thrifty (key rvya_sk_of_t…)", "flow thrifty", "needs about 5")
        .contains("3 are left", "ask the budget desk")
        .doesNotContain(key("thrifty"));
    RIVYA.wallets().set("thrifty", 1_000);
    CLOCK.forward(Duration.ofMinutes(5));
    until(id, "done");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void countsChatTurnsLikeGenerationsOverHttpToo() throws Exception {
    budgets.set(Scope.FLOW, "thrifty-talk", BigDecimal.valueOf(5), BigDecimal.ZERO, "rivya.talk");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/flows/thrifty-talk/chat"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"message\": \"How much?\"}"))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(talked()).isEqualTo("0 reserved, 2 spent");
    until(accept("thrifty-talk", "And this?"), "done");
    assertThat(talked()).isEqualTo("0 reserved, 4 spent");

    String third = accept("thrifty-talk", "And that?");
    JobDetails parked = until(third, details -> parkedFor(details, Trouble.BUDGET));
    assertThat(parked.job().cause().text()).contains("flow thrifty-talk", "about 3", "4 of 5");
    CLOCK.forward(Duration.ofDays(1));
    until(third, "done");
  }

  /** What the ledger says of today's turns. */
  private String talked() {
    return credits.details("thrifty", Visibility.ALL).orElseThrow().spent().stream()
        .filter(spent -> spent.flow().equals("thrifty-talk"))
        .findFirst()
        .map(spent -> spent.reserved().intValue() + " reserved, " + spent.spent() + " spent")
        .orElseThrow()
        .replace(".0000", "");
  }

  private boolean isState(String id, String state) {
    return job(id).job().state().equals(state);
  }

  private static boolean parkedFor(JobDetails details, Trouble trouble) {
    return details.job().state().equals("parked") && details.job().cause().trouble() == trouble;
  }
}
