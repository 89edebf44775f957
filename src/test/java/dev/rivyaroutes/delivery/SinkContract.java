package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.settle.DeliverBySchedule;
import dev.rivyaroutes.testing.Results;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/**
 * What every sink guarantees, run with its shipped Kamelet on the real system that it writes to.
 */
public interface SinkContract {

  SinkRoutes routes();

  String kamelet();

  Map<String, String> parameters();

  /** A file of a result, stored where the sink reads it. */
  ResultFile stored(int n, String content) throws Exception;

  /** The effects in the other system by their names there; one that was repeated counts once. */
  List<String> effects() throws Exception;

  /** The other system is away. */
  void disconnect() throws Exception;

  void reconnect() throws Exception;

  /** A result that the sink can never deliver, or that the other system refuses for good. */
  Result refusedForGood() throws Exception;

  /** Delivers with a new bean, as a process does after its start. */
  private Exchange deliver(Result result, boolean repeated) throws Exception {
    routes().clear();
    String route = routes().start(kamelet(), parameters());
    Exchange exchange = routes().exchange(result, null);
    exchange.setVariable(Variables.REPEATED, repeated);
    return routes().send(route, exchange);
  }

  private Result result(String sourceName) throws Exception {
    return Results.succeeded(sourceName, stored(1, "first"));
  }

  @Test
  default void hasOneEffectOfOneDelivery() throws Exception {
    Exchange done = deliver(result("in/cat.txt"), false);

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class)).isNotBlank();
    assertThat(effects()).hasSize(1);
  }

  /** The process was killed after the effect and before the ledger had the outcome. */
  @Test
  default void takesARepeatedDeliveryAsTheSame() throws Exception {
    Result result = result("in/cat.txt");
    Exchange killed = deliver(result, false);
    List<String> before = effects();

    Exchange again = deliver(result, true);

    assertThat(again.getException()).isNull();
    assertThat(again.getVariable(Variables.DELIVERED_TO, String.class))
        .startsWith(killed.getVariable(Variables.DELIVERED_TO, String.class));
    assertThat(effects()).isEqualTo(before).hasSize(1);
  }

  @Test
  default void deliversAFailureOnceToo() throws Exception {
    deliver(Results.failed("in/cat.txt"), false);
    deliver(Results.failed("in/cat.txt"), true);

    assertThat(effects()).hasSize(1);
  }

  @Test
  default void deliversOnceAfterTheOtherSystemWasAwayForADay() throws Exception {
    Result result = result("in/cat.txt");
    disconnect();

    DeliverBySchedule.Outcome outcome =
        DeliverBySchedule.run(
            repeated -> deliver(result, repeated),
            Duration.ofHours(26),
            () -> {
              try {
                assertThat(effects()).isEmpty();
                reconnect();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });

    assertThat(outcome.state()).as(outcome.toString()).isEqualTo("delivered");
    assertThat(outcome.attempts()).isGreaterThan(6);
    assertThat(effects()).hasSize(1);
  }

  @Test
  default void isDeadAtOnceWhenItIsRefusedForGood() throws Exception {
    Result result = refusedForGood();

    Exchange done = deliver(result, false);

    assertThat(done.getException()).isInstanceOf(DeliveryFailed.class);
    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    assertThat(done.getException()).hasMessageMatching("(?s).*[.] [A-Z].*[.]");
    assertThat(effects()).isEmpty();
  }

  @Test
  default void takesHostileNames() throws Exception {
    List<String> names =
        List.of(
            "../../../etc/passwd",
            "a\r\nBcc: spy@evil.test.txt",
            "nul\u0000.png",
            "\u202Egnp.exe",
            "con",
            "..",
            "\"><img src=x>.txt",
            "größe 猫🐈.txt",
            "x".repeat(3_000));

    for (int i = 0; i < names.size(); i++) {
      String job = Results.JOB.substring(0, 25) + i;
      Exchange done = deliver(Results.of(job, names.get(i), null, stored(1, "of " + i)), false);

      assertThat(done.getException()).as(names.get(i)).isNull();
    }

    assertThat(effects())
        .hasSize(names.size())
        .allMatch(name -> !name.contains("..") && name.chars().noneMatch(c -> c < ' '))
        .allMatch(name -> name.indexOf('\u202E') < 0 && name.length() < 300);
  }
}
