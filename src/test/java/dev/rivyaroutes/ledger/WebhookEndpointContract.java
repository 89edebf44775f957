package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface WebhookEndpointContract extends OnLedger {
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
                      replica.webhooks.want(ACCOUNT, URL);
                      return replica.webhooks.claim(ACCOUNT, URL);
                    })
            .toList();

    assertThat(LedgerWorld.atOnce(takers).stream().flatMap(Optional::stream))
        .singleElement()
        .satisfies(endpoint -> assertThat(endpoint.rotate()).isTrue());
    assertThat(ledger().count("webhook_endpoint")).isEqualTo(1);

    ledger().clock.forward(Duration.ofMinutes(5));
    assertThat(ledger().two.webhooks.claim(ACCOUNT, URL)).isPresent();
  }

  @Test
  default void keepsTheOldSecretUntilTheOverlapIsOver() {
    registered("s1");
    assertThat(ledger().two.webhooks.secrets(ACCOUNT)).containsExactly("s1");
    assertThat(ledger().one.webhooks.claim(ACCOUNT, URL)).isEmpty();

    assertThat(ledger().two.webhooks.orderRotation(ACCOUNT, "ops")).isTrue();
    WebhookEndpoint claimed = claimed(ledger().one);
    assertThat(claimed.rotate()).isTrue();
    assertThat(claimed.orderedBy()).isEqualTo("ops");
    WebhookEndpoint sending = ledger().one.webhooks.expectSecret(claimed).orElseThrow();
    ledger().one.webhooks.keepSecret(sending, "whend_1", "s2", DAY, LATER);

    assertThat(ledger().two.webhooks.secrets(ACCOUNT)).containsExactly("s2", "s1");
    assertThat(ledger().two.webhooks.find(ACCOUNT).orElseThrow().rotate()).isFalse();
    ledger().clock.forward(DAY);
    assertThat(ledger().two.webhooks.secrets(ACCOUNT)).containsExactly("s2");
    ledger().one.webhooks.orderRotation(ACCOUNT, "ops");
    ledger().one.webhooks.keepSecret(claimed(ledger().one), "whend_1", "s3", DAY, LATER);
    assertThat(ledger().count("webhook_secret")).isEqualTo(2);
  }

  @Test
  default void wantsANewSecretAfterALostAnswer() {
    registered("s1");
    ledger().one.webhooks.orderRotation(ACCOUNT, "ops");
    ledger().one.webhooks.expectSecret(claimed(ledger().one)).orElseThrow();

    ledger().clock.forward(Duration.ofMinutes(5));

    assertThat(claimed(ledger().two).rotate()).isTrue();
    assertThat(ledger().two.webhooks.secrets(ACCOUNT)).containsExactly("s1");
  }

  @Test
  default void keepsBothSecretsOfTwoThatRotatedAndRotatesAgain() {
    registered("s1");
    ledger().one.webhooks.orderRotation(ACCOUNT, "ops");
    WebhookEndpoint frozen =
        ledger().one.webhooks.expectSecret(claimed(ledger().one)).orElseThrow();
    ledger().clock.forward(Duration.ofMinutes(5));
    WebhookEndpoint second = claimed(ledger().two);
    assertThat(ledger().one.webhooks.expectSecret(frozen)).isEmpty();
    assertThat(ledger().two.webhooks.keepSecret(second, "whend_1", "s2", DAY, LATER)).isTrue();

    assertThat(ledger().one.webhooks.keepSecret(frozen, "whend_1", "s3", DAY, LATER)).isFalse();

    assertThat(ledger().two.webhooks.secrets(ACCOUNT)).containsExactly("s3", "s2", "s1");
    assertThat(claimed(ledger().two).rotate()).isTrue();
  }

  @Test
  default void looksAtOnceForAnOrderThatCameDuringALook() {
    registered("s1");
    ledger().clock.forward(Duration.ofHours(1));
    WebhookEndpoint claimed = claimed(ledger().one);
    ledger().two.webhooks.orderRotation(ACCOUNT, "ops");
    assertThat(ledger().two.webhooks.claim(ACCOUNT, URL)).isEmpty();

    ledger().one.webhooks.looked(claimed, "whend_1", null, LATER.plusSeconds(9));

    assertThat(claimed(ledger().two).rotate()).isTrue();
  }

  @Test
  default void countsFailuresUntilALookGoesWell() {
    registered("s1");
    ledger().clock.forward(Duration.ofHours(1));
    ledger().one.webhooks.failed(claimed(ledger().one), "no answer", LATER);
    WebhookEndpoint failed = ledger().two.webhooks.find(ACCOUNT).orElseThrow();
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(failed.cause()).isEqualTo("no answer");
    assertThat(failed.endpointId()).isEqualTo("whend_1");

    ledger().two.webhooks.looked(claimed(ledger().two), "whend_1", null, LATER.plusSeconds(9));

    WebhookEndpoint well = ledger().one.webhooks.find(ACCOUNT).orElseThrow();
    assertThat(well.attempts()).isZero();
    assertThat(well.cause()).isNull();
    assertThat(well.lookedAt()).isEqualTo(LATER);
    assertThat(well.dueAt()).isEqualTo(LATER.plusSeconds(9));
  }

  @Test
  default void registersAnewAtAnotherAddress() {
    registered("s1");
    String other = "https://b.test/webhooks/rivya/shop";

    ledger().two.webhooks.want(ACCOUNT, other);

    assertThat(ledger().one.webhooks.claim(ACCOUNT, URL)).isEmpty();
    WebhookEndpoint claimed = ledger().two.webhooks.claim(ACCOUNT, other).orElseThrow();
    assertThat(claimed.endpointId()).isNull();
    assertThat(claimed.rotate()).isTrue();
    assertThat(ledger().two.webhooks.orderRotation(ACCOUNT, "ops")).isFalse();
  }

  private void registered(String secret) {
    ledger().one.webhooks.want(ACCOUNT, URL);
    ledger().one.webhooks.keepSecret(claimed(ledger().one), "whend_1", secret, DAY, LATER);
  }

  private WebhookEndpoint claimed(Replica replica) {
    return replica.webhooks.claim(ACCOUNT, URL).orElseThrow();
  }
}
