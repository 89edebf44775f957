package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.orders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public interface WebhookEndpointContract extends OnLedger {
  String URL = "https://a.test/webhooks/rivya/shop";
  Duration DAY = Duration.ofDays(1);
  Instant LATER = START.plusSeconds(3600);

  @Test
  default void lendsAnEndpointToOneReplicaAtATime() {
    List<Callable<Optional<WebhookEndpoint>>> takers =
        Stream.of(ledger().one, ledger().two, ledger().one, ledger().two)
            .<Callable<Optional<WebhookEndpoint>>>map(
                replica ->
                    () -> {
                      replica.webhooks.register(ACCOUNT, URL);
                      return claim(replica, URL);
                    })
            .toList();

    assertThat(LedgerWorld.atOnce(takers).stream().flatMap(Optional::stream))
        .singleElement()
        .satisfies(endpoint -> assertThat(endpoint.rotation().due()).isTrue());
    assertThat(ledger().count("webhook_endpoint")).isEqualTo(1);

    ledger().clock.forward(Replica.LEASE.multipliedBy(4));
    assertThat(claim(ledger().two, URL)).isPresent();
  }

  @Test
  default void keepsTheOldSecretUntilTheOverlapIsOver() {
    registered("s1");
    assertThat(ledger().two.secrets.validSecrets(ACCOUNT)).containsExactly("s1");
    assertThat(claim(ledger().one, URL)).isEmpty();

    assertThat(ledger().two.secrets.requestRotation(ACCOUNT, new Order("ops", null))).isTrue();
    WebhookEndpoint claimed = claimed(ledger().one);
    assertThat(claimed.rotation().due()).isTrue();
    assertThat(claimed.rotation().orderedBy()).isEqualTo("ops");
    WebhookEndpoint sending = ledger().one.secrets.beginRotation(claimed).orElseThrow();
    ledger().one.secrets.storeSecret(sending, "whend_1", "s2", DAY, LATER);

    assertThat(ledger().two.secrets.validSecrets(ACCOUNT)).containsExactly("s2", "s1");
    assertThat(ledger().two.webhooks.find(ACCOUNT).orElseThrow().rotation().due()).isFalse();
    ledger().clock.forward(DAY);
    assertThat(ledger().two.secrets.validSecrets(ACCOUNT)).containsExactly("s2");
    ledger().one.secrets.requestRotation(ACCOUNT, new Order("ops", null));
    ledger().one.secrets.storeSecret(claimed(ledger().one), "whend_1", "s3", DAY, LATER);
    assertThat(ledger().count("webhook_secret")).isEqualTo(2);
  }

  @Test
  default void requestsANewSecretAfterALostAnswer() {
    registered("s1");
    ledger().one.secrets.requestRotation(ACCOUNT, new Order("ops", null));
    ledger().one.secrets.beginRotation(claimed(ledger().one)).orElseThrow();

    ledger().clock.forward(Duration.ofMinutes(5));

    assertThat(claimed(ledger().two).rotation().due()).isTrue();
    assertThat(ledger().two.secrets.validSecrets(ACCOUNT)).containsExactly("s1");
  }

  @Test
  default void keepsBothSecretsOfTwoThatRotatedAndRotatesAgain() {
    registered("s1");
    ledger().one.secrets.requestRotation(ACCOUNT, new Order("ops", null));
    WebhookEndpoint frozen =
        ledger().one.secrets.beginRotation(claimed(ledger().one)).orElseThrow();
    ledger().clock.forward(Duration.ofMinutes(5));
    WebhookEndpoint second = claimed(ledger().two);
    assertThat(ledger().one.secrets.beginRotation(frozen)).isEmpty();
    assertThat(ledger().two.secrets.storeSecret(second, "whend_1", "s2", DAY, LATER)).isTrue();

    assertThat(ledger().one.secrets.storeSecret(frozen, "whend_1", "s3", DAY, LATER)).isFalse();

    assertThat(ledger().two.secrets.validSecrets(ACCOUNT)).containsExactly("s3", "s2", "s1");
    assertThat(claimed(ledger().two).rotation().due()).isTrue();
  }

  @Test
  default void checksAtOnceForAnOrderThatCameDuringACheck() {
    registered("s1");
    ledger().clock.forward(Duration.ofHours(1));
    WebhookEndpoint claimed = claimed(ledger().one);
    ledger().two.secrets.requestRotation(ACCOUNT, new Order("ops", null));
    assertThat(claim(ledger().two, URL)).isEmpty();

    ledger().one.webhooks.recordPolled(claimed, "whend_1", null, LATER.plusSeconds(9));

    assertThat(claimed(ledger().two).rotation().due()).isTrue();
  }

  @Test
  default void countsFailuresUntilACheckSucceeds() {
    registered("s1");
    ledger().clock.forward(Duration.ofHours(1));
    ledger().one.webhooks.recordFailed(claimed(ledger().one), "no answer", LATER);
    WebhookEndpoint failed = ledger().two.webhooks.find(ACCOUNT).orElseThrow();
    assertThat(failed.polls().attempts()).isEqualTo(1);
    assertThat(failed.polls().cause()).isEqualTo("no answer");
    assertThat(failed.endpointId()).isEqualTo("whend_1");

    ledger()
        .two
        .webhooks
        .recordPolled(claimed(ledger().two), "whend_1", null, LATER.plusSeconds(9));

    WebhookEndpoint well = ledger().one.webhooks.find(ACCOUNT).orElseThrow();
    assertThat(well.polls().attempts()).isZero();
    assertThat(well.polls().cause()).isNull();
    assertThat(well.polls().succeededAt()).isEqualTo(LATER);
    assertThat(well.polls().dueAt()).isEqualTo(LATER.plusSeconds(9));
  }

  @Test
  default void checksTheEndpointWhenAProcessStarts() {
    registered("s1");
    assertThat(claim(ledger().two, URL)).isEmpty();

    ledger().two.webhooks.register(ACCOUNT, URL);

    WebhookEndpoint claimed = claimed(ledger().one);
    assertThat(claimed.endpointId()).isEqualTo("whend_1");
    assertThat(claimed.rotation().due()).isFalse();
    ledger().two.webhooks.register(ACCOUNT, URL);
    assertThat(claim(ledger().two, URL)).isEmpty();
  }

  @Test
  default void pollsWaitingJobsOnceRivyaHasDisabledTheEndpoint() {
    registered("s1");
    Job waiting = ledger().submitting("a");
    ledger().one.progress.recordSubmitted(waiting, "task-1", null, LATER.plusSeconds(60));
    ledger().clock.forward(Duration.ofHours(1));
    ledger().one.webhooks.recordDisabled(claimed(ledger().one), "whend_1", "off", LATER);
    assertThat(ledger().two.webhooks.find(ACCOUNT).orElseThrow().disabledSince()).isEqualTo(LATER);
    List<Job> polls = ledger().two.jobs.claim(Stage.POLL, ACCOUNT, 9);
    assertThat(polls).extracting(Job::id).containsExactly(waiting.id());
    ledger().two.progress.schedulePoll(polls.get(0), LATER.plusSeconds(120));
    ledger().clock.forward(Duration.ofMinutes(1));

    ledger().one.webhooks.recordDisabled(claimed(ledger().one), "whend_1", "off", LATER);

    assertThat(ledger().two.jobs.claim(Stage.POLL, ACCOUNT, 9)).isEmpty();
    WebhookEndpoint still = claimed(ledger().two);
    assertThat(still.disabledSince()).isEqualTo(LATER);
    ledger().two.webhooks.recordPolled(still, "whend_1", null, LATER);
    assertThat(ledger().one.webhooks.find(ACCOUNT).orElseThrow().disabledSince()).isNull();
  }

  @Test
  default void registersAnewAtAnotherAddress() {
    registered("s1");
    String other = "https://b.test/webhooks/rivya/shop";

    ledger().two.webhooks.register(ACCOUNT, other);

    assertThat(claim(ledger().one, URL)).isEmpty();
    WebhookEndpoint claimed = claim(ledger().two, other).orElseThrow();
    assertThat(claimed.endpointId()).isNull();
    assertThat(claimed.rotation().due()).isTrue();
    assertThat(ledger().two.secrets.requestRotation(ACCOUNT, new Order("ops", null))).isFalse();
  }

  private void registered(String secret) {
    ledger().one.webhooks.register(ACCOUNT, URL);
    ledger().one.secrets.storeSecret(claimed(ledger().one), "whend_1", secret, DAY, LATER);
  }

  private Optional<WebhookEndpoint> claim(Replica replica, String url) {
    return replica
        .webhooks
        .find(ACCOUNT)
        .filter(found -> found.url().equals(url))
        .flatMap(replica.webhooks::claim);
  }

  private WebhookEndpoint claimed(Replica replica) {
    return claim(replica, URL).orElseThrow();
  }
}
