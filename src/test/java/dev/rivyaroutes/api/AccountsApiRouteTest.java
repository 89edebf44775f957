package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.HttpLedgerTestBase;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountsApiRouteTest extends HttpLedgerTestBase {

  @Autowired Budgets budgets;
  @Autowired Balances balances;
  @Autowired AccountRows accounts;
  @Autowired AcceptJobs accept;
  @Autowired ClaimJobs claims;
  @Autowired RecordProgress progress;
  @Autowired Sinks sinks;

  @Test
  void showsTheCreditsOfAnAccount() throws Exception {
    budgets.set(Scope.ACCOUNT, "purse", new BigDecimal(100), BigDecimal.ZERO, "rivya.a");
    budgets.set(Scope.FLOW, "walls", BigDecimal.ZERO, new BigDecimal(110), "rivya.f");
    accounts.register("purse");
    sinks.declare("walls");
    balances.record("purse", new BigDecimal(321));
    Cause cause = new Cause(Trouble.CREDIT, "low_balance", "Too few.", null);
    accounts.pause("purse", cause, null, Instant.now(), 1, "mark");
    spend("w1");
    spend("w2");

    JsonNode credits = get("/api/accounts/purse/credits");
    assertThat(credits.path("balance").asInt()).isEqualTo(321);
    assertThat(credits.path("balances")).hasSize(1);
    assertThat(credits.path("reserved").asInt()).isEqualTo(30);
    assertThat(credits.path("spent_today").asInt()).isEqualTo(28);
    assertThat(credits.path("spent")).hasSize(1);
    assertThat(credits.path("spent").path(0).path("flow").asText()).isEqualTo("walls");
    assertThat(credits.path("budgets")).hasSize(2);
    assertThat(credits.path("budgets").path(0).path("cap").asInt()).isEqualTo(100);
    assertThat(credits.path("budgets").path(1).path("used").asInt()).isEqualTo(58);
    assertThat(credits.path("budgets").path(1).path("key").asText())
        .isEqualTo("rivya.f.monthly-cap");
    assertThat(credits.path("alerts")).isNotEmpty();
    assertThat(credits.path("pause").path("code").asText()).isEqualTo("low_balance");
    assertThat(credits.path("pause").path("text").asText()).isEqualTo("Too few.");

    JsonNode listed = get("/api/accounts").path("accounts").path(0);
    assertThat(listed.path("name").asText()).isEqualTo("purse");
    assertThat(get(listed.path("url").asText())).isEqualTo(credits);
  }

  /** A job that has cost 28 credits of 29 reserved ones, or one that holds 30. */
  private void spend(String id) {
    boolean settled = id.equals("w1");
    int price = settled ? 20 : 30;
    accept.accept(
        List.of(
            new NewJob(
                "walls",
                id,
                id,
                "purse",
                "m",
                new JobInput("p", "{}", null, List.of()),
                new BigDecimal(price))));
    Job job = claims.claim(Stage.SUBMIT, "purse", 1).get(0);
    if (settled) {
      progress.recordSubmitted(job, "task", new BigDecimal(29), Instant.now());
      Job waiting = claims.claim(Stage.POLL, "purse", 1).get(0);
      progress.recordFinished(waiting, "{}", new BigDecimal(28));
    }
  }

  @Test
  void hasNoOtherAccount() throws Exception {
    JsonNode problem = get("/api/accounts/nobody/credits");
    assertThat(problem.path("status").asInt()).isEqualTo(404);
    assertThat(problem.path("detail").asText()).contains("no account of this name");
  }
}
