package dev.rivyaroutes.brief.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.CollectAcceptances;
import dev.rivyaroutes.brief.CommitRows;
import dev.rivyaroutes.brief.FlowProbe;
import dev.rivyaroutes.brief.HandleStepFailure;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.TestLedger;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.source.SourceClaim;
import dev.rivyaroutes.ledger.source.Sources;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The shared steps of message sources over a real ledger, with a source that fails as told. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = MessageLoopRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class MessageLoopRouteTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Order ADA = new Order("ada", null);

  private static volatile boolean modelGone;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  @ComponentScan("dev.rivyaroutes.brief.poll")
  static class Program {
    @Bean
    Briefs briefs() {
      return new Briefs(
          job -> {
            if (modelGone) {
              throw new BriefRefused("The model is gone.");
            }
            return BigDecimal.ONE;
          });
    }

    @Bean
    ReadBriefs readBriefs(Briefs briefs) {
      return briefs.forms;
    }

    @Bean
    AcceptBrief acceptBrief(Briefs briefs) {
      return briefs.accept;
    }

    @Bean
    HandleStepFailure handleStepFailure(
        AcceptBrief accept, CamelContext camel, ObjectProvider<DeclaredFlows> declared) {
      return new HandleStepFailure(accept, camel, declared);
    }

    @Bean
    DeclaredFlows declaredFlows() {
      return () -> List.of(FlowTarget.generation("test-flow", "test-model", "test-account"));
    }

    @Bean
    CollectAcceptances collectAcceptances() {
      return new CollectAcceptances();
    }

    @Bean
    CommitRows commitRows() {
      return new CommitRows();
    }

    @Bean
    FlowProbe probe() {
      return new FlowProbe();
    }

    @Bean
    SettableClock clock() {
      return new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Bean
    TestLedger database() {
      return TestLedger.migrated();
    }

    @Bean(destroyMethod = "close")
    Replica replica(TestLedger database, SettableClock clock) {
      return new Replica("one", database, new Sinks(), clock);
    }

    @Bean
    Sources sources(Replica replica) {
      return replica.sources;
    }

    @Bean
    Quarantine quarantine(Replica replica) {
      return replica.quarantine;
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    QuarantineMessages quarantineMessages(Replica replica, Briefs briefs) {
      return new QuarantineMessages(replica.quarantine, briefs.store);
    }

    @Bean
    OrderedReplays orderedReplays(Replica replica, Briefs briefs, SettableClock clock) {
      return new OrderedReplays(replica.replays, briefs.store, replica.signal, clock);
    }

    @Bean
    TestMessages testMessages() {
      return new TestMessages();
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private Briefs briefs;
  @Autowired private FlowProbe probe;
  @Autowired private SettableClock clock;
  @Autowired private Replica replica;
  @Autowired private TestLedger database;
  @Autowired private TestMessages messages;
  @Autowired private MeterRegistry meters;

  @Autowired
  @Qualifier("sourcesHealthContributor")
  private HealthIndicator health;

  @BeforeEach
  void empty() {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.update("delete from source");
    jdbc.update("delete from quarantine");
    briefs.ledger.clear();
    briefs.store.blobs.clear();
    probe.reset();
    messages.box.clear();
    messages.acknowledged.clear();
    messages.opened.clear();
    messages.away = false;
    messages.beginsNow = false;
    messages.acknowledges = true;
    messages.batched = false;
    messages.polls = 0;
    modelGone = false;
  }

  @AfterEach
  void stop() throws Exception {
    for (Route route : List.copyOf(camel.getRoutes())) {
      camel.getRouteController().stopRoute(route.getRouteId());
      camel.removeRoute(route.getRouteId());
    }
    for (Route route : List.copyOf(camel.getRoutes())) {
      camel.removeRoute(route.getRouteId());
    }
  }

  private void start() throws Exception {
    camel
        .getComponent("kamelet", KameletComponent.class)
        .setLocation("classpath:message-kamelets,classpath:kamelets");
    String yaml =
        """
        - route:
            id: test-messages
            from:
              uri: kamelet:test-drop-source
              steps:
                - bean:
                    ref: probe
                    method: pass
                - filter:
                    expression:
                      simple:
                        expression: ${body} != 'lost'
                    steps:
                      - setVariable:
                          name: target
                          expression:
                            method:
                              beanType: dev.rivyaroutes.brief.flow.FlowTarget
                              method: generation('test-flow', 'test-model', 'test-account')
                      - bean:
                          ref: acceptBrief
                          method: accept(${exchange}, ${variable.target})
        """;
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("test-messages.camel.yaml", yaml));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** Moves the clock until the condition holds: each minute is a poll. */
  private void pollUntil(Callable<Boolean> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(60))
        .until(
            () -> {
              clock.forward(Duration.ofMinutes(1));
              return condition.call();
            });
  }

  private List<QuarantinedMessage> quarantined() {
    return replica.quarantine.search(new QuarantineSearch(null, null, null, null, null, 50));
  }

  private Source row() {
    List<Source> all = replica.sources.all();
    return all.isEmpty() ? null : all.get(0);
  }

  private boolean hasPosition(String position) {
    return row() != null && position.equals(row().position());
  }

  private List<String> prompts() {
    return briefs.ledger.jobs.stream().map(NewJob::prompt).toList();
  }

  @Test
  void acknowledgesEachMessageAfterItsBriefsAreInTheLedger() throws Exception {
    messages.box.addAll(List.of("a fox", "a cat|a dog"));
    start();

    until(() -> hasPosition("2") && row().polledAt() != null);

    assertThat(prompts()).containsExactly("a fox", "a cat", "a dog");
    assertThat(briefs.ledger.jobs.get(0).returnAddress()).containsEntry("test.to", "ada");
    assertThat(messages.acknowledged).containsExactly("a fox", "a cat|a dog");
    assertThat(row().route().route()).isEqualTo("test-messages");
    assertThat(row().backlog().waiting()).isZero();
    assertThat(row().owner()).isEqualTo("one");
    assertThat(quarantined()).isEmpty();
    int polls = messages.polls;

    messages.box.add("a bear");
    messages.news = true;
    until(() -> hasPosition("3"));
    assertThat(messages.polls).isEqualTo(polls + 1);
    assertThat(messages.opened).containsEntry("a fox", 1);
  }

  @Test
  void quarantinesWhatMakesNoJobAndGoesOn() throws Exception {
    for (int i = 0; i < 12; i++) {
      messages.box.add("broken " + i);
    }
    messages.box.addAll(
        List.of("forged", "a\0b|good", "lost", "automatic reply", "odd", "at the end"));
    start();

    pollUntil(() -> hasPosition("18"));

    assertThat(prompts()).containsExactly("good", "at the end");
    assertThat(quarantined())
        .hasSize(16)
        .extracting(one -> one.message().refusal().code())
        .containsOnly("unreadable", "sender-not-proven", "refused", "unhandled");
    QuarantinedMessage partly = named("a\\u0000b|good");
    assertThat(partly.message().refusal().reason()).contains("has a NUL");
    assertThat(partly.message().refusal().jobId()).isEqualTo("job-1");
    assertThat(partly.message().key().route()).isEqualTo("test-messages");
    assertThat(briefs.store.blobs.get(partly.message().raw().sha256()))
        .asString()
        .isEqualTo("a\0b|good");
    assertThat(named("broken 3").message().refusal().reason())
        .isEqualTo("It could not be read: open bracket.");
    assertThat(named("odd").message().refusal().reason()).contains("it is odd");
    assertThat(messages.acknowledged)
        .contains("forged refused", "lost refused", "a\0b|good refused", "at the end")
        .doesNotContain("automatic reply refused");
    assertThat(
            meters.get("rivya.source.passed.over").tag("route", "test-messages").functionCounter())
        .satisfies(counter -> assertThat(counter.count()).isPositive());
  }

  @Test
  void recordsWhereTheFirstPollBeganAlthoughItFailed() throws Exception {
    messages.box.addAll(List.of("a fox", "a cat"));
    messages.beginsNow = true;
    start();
    until(() -> row() != null && row().failures() == 1);

    assertThat(row().position()).isEqualTo("2");
    messages.box.add("a dog");
    pollUntil(() -> hasPosition("3"));
    assertThat(prompts()).containsExactly("a dog");
  }

  private QuarantinedMessage named(String id) {
    return quarantined().stream()
        .filter(one -> one.message().key().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void beginsTheNextPollWithTheMessageThatFailed() throws Exception {
    messages.box.addAll(List.of("a fox", "fail now", "a cat"));
    LogLines log = LogLines.of(PollReport.class);
    start();

    until(() -> row() != null && row().failures() == 1);
    assertThat(row().cause()).isEqualTo("the flow's own store is away");
    assertThat(row().position()).isEqualTo("1");
    assertThat(prompts()).containsExactly("a fox");
    pollUntil(() -> row().failures() >= 3);
    assertThat(prompts()).containsExactly("a fox");
    assertThat(messages.acknowledged).containsExactly("a fox");
    messages.box.set(1, "a dog");
    pollUntil(() -> hasPosition("3"));
    until(() -> row().failures() == 0);
    log.close();

    assertThat(prompts()).containsExactly("a fox", "a dog", "a cat");
    assertThat(log.all())
        .containsExactly(
            "WARN Source test-messages (test box) could not be polled and is retried: the flow's own"
                + " store is away",
            "INFO Source test-messages (test box) is polled again.");
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void losesNothingWhenTheSourceTheLedgerOrTheAcknowledgementFails() throws Exception {
    messages.box.addAll(List.of("a fox", "forged"));
    messages.away = true;
    start();
    until(() -> row() != null && row().failures() == 1);
    assertThat(row().cause()).isEqualTo("the box is away");

    messages.away = false;
    briefs.ledger.down = true;
    pollUntil(() -> row().cause().contains("connection refused"));
    briefs.ledger.down = false;
    messages.acknowledges = false;
    pollUntil(() -> row().cause().equals("the box is full"));
    assertThat(row().position()).isNull();
    messages.acknowledges = true;
    pollUntil(() -> hasPosition("2"));

    assertThat(prompts()).containsExactly("a fox");
    assertThat(messages.acknowledged).containsExactly("a fox", "forged refused");
    assertThat(quarantined()).hasSize(1);
  }

  @Test
  void commitsTheBriefsOfManyMessagesTogetherAndSettlesThemInTheirOrder() throws Exception {
    messages.batched = true;
    for (int i = 0; i < 450; i++) {
      messages.box.add("fox " + i);
    }
    messages.box.set(100, "broken");
    messages.box.set(101, "a cat|a dog");
    messages.box.set(102, "automatic reply");
    messages.box.set(103, "a\0b|good");
    start();

    until(() -> hasPosition("450"));

    assertThat(prompts()).hasSize(449).contains("a cat", "a dog", "good").startsWith("fox 0");
    assertThat(briefs.ledger.batches).hasSizeLessThan(8);
    List<String> expected = new ArrayList<>(messages.box);
    expected.set(100, "broken refused");
    expected.set(103, "a\0b|good refused");
    expected.remove(102);
    assertThat(messages.acknowledged).isEqualTo(expected);
    assertThat(quarantined()).hasSize(2);
  }

  @Test
  void acknowledgesNothingOfABatchThatIsNotCommitted() throws Exception {
    messages.batched = true;
    messages.box.addAll(List.of("a fox", "fail now", "a cat"));
    briefs.ledger.down = true;
    start();
    until(() -> row() != null && row().failures() == 1);
    assertThat(messages.acknowledged).isEmpty();
    briefs.ledger.down = false;

    pollUntil(() -> row().cause() != null && row().cause().contains("own store is away"));
    assertThat(prompts()).containsExactly("a fox");
    assertThat(messages.acknowledged).containsExactly("a fox");
    messages.box.set(1, "a dog");
    messages.acknowledges = false;
    pollUntil(() -> row().cause() != null && row().cause().equals("the box is full"));
    messages.acknowledges = true;
    pollUntil(() -> hasPosition("3"));

    assertThat(prompts()).containsExactly("a fox", "a dog", "a cat");
    assertThat(messages.acknowledged).containsExactly("a fox", "a dog", "a cat");
  }

  @Test
  void quarantinesAMessageThatCannotBeReadThreeTimesWithoutItsBytes() throws Exception {
    messages.box.addAll(List.of("corrupt", "a fox"));
    start();

    pollUntil(() -> hasPosition("2"));

    assertThat(messages.opened).containsEntry("corrupt", 3);
    assertThat(quarantined().get(0).message().raw()).isNull();
    assertThat(quarantined().get(0).message().refusal().reason()).contains("the box said NO");
    assertThat(prompts()).containsExactly("a fox");
  }

  @Test
  void takesAMessageAgainOnOrderWithTheStepsOfNow() throws Exception {
    messages.box.addAll(List.of("forged", "lost", "odd"));
    start();
    pollUntil(() -> hasPosition("3"));
    probe.action(
        () -> {
          throw new IllegalStateException("still odd");
        });
    assertThat(replica.replays.order(named("odd"), ADA)).isTrue();
    until(() -> "refused again".equals(named("odd").outcome()));
    assertThat(named("odd").message().refusal().reason()).contains("still odd");
    assertThat(named("odd").state()).isEqualTo(State.KEPT);

    probe.reset();
    replica.replays.order(named("forged"), ADA);
    until(() -> named("forged").state() == State.TAKEN);

    assertThat(prompts()).containsExactly("forged");
    modelGone = true;
    messages.box.add("a wolf");
    pollUntil(() -> hasPosition("4"));
    replica.replays.order(named("a wolf"), ADA);
    until(() -> "refused again".equals(named("a wolf").outcome()));
    modelGone = false;
    replica.replays.order(named("a wolf"), ADA);
    until(() -> named("a wolf").state() == State.TAKEN);
    assertThat(prompts()).containsExactly("forged", "a wolf");
    assertThat(named("forged").outcome()).matches("Taken again as job job-\\d+\\.");
    assertThat(messages.acknowledged).doesNotContain("forged");

    String blob = named("lost").message().raw().sha256();
    byte[] bytes = briefs.store.blobs.remove(blob);
    assertThat(bytes).isNotNull();
    replica.replays.order(named("lost"), ADA);
    until(() -> "refused again".equals(named("lost").outcome()));
    assertThat(named("lost").message().refusal().code()).isEqualTo("unreadable");
  }

  @Test
  void standsByWhileAnotherReplicaPollsAndTakesOverWhenItEnds() throws Exception {
    messages.box.add("a fox");
    start();
    until(() -> hasPosition("1"));
    camel.getRouteController().stopRoute("test-messages");
    until(() -> row().owner() == null);
    try (Replica other = new Replica("two", database, new Sinks(), clock)) {
      SourceClaim claim = other.sources.claim(row().route()).orElseThrow();
      camel.getRouteController().startRoute("test-messages");
      messages.box.add("a cat");
      for (int i = 0; i < 3; i++) {
        clock.forward(Duration.ofSeconds(25));
        assertThat(other.sources.renew(claim)).isTrue();
      }
      until(() -> healthState().equals("UP standing by"));
      await().during(Duration.ofMillis(300)).until(() -> prompts().size() == 1);
      other.sources.release(claim);
    }

    pollUntil(() -> hasPosition("2"));
    assertThat(prompts()).containsExactly("a fox", "a cat");
    assertThat(messages.standBys).isPositive();
  }

  private String healthState() {
    Health now = health.health();
    Map<?, ?> details = (Map<?, ?>) now.getDetails().get("test-messages");
    return details == null ? null : now.getStatus() + " " + details.get("state");
  }

  private double measured(String metric) {
    clock.forward(Duration.ofSeconds(10));
    return meters.get(metric).tag("route", "test-messages").gauge().value();
  }

  @Test
  void isHealthyWhilePollsEndInTimeAndWithoutFailure() throws Exception {
    messages.box.addAll(List.of("a fox", "forged"));
    start();
    until(() -> hasPosition("2") && row().polledAt() != null);

    assertThat(healthState()).isEqualTo("UP polling");
    assertThat(measured("rivya.quarantine.size")).isOne();
    assertThat(measured("rivya.source.polled.age")).isEqualTo(20);
    assertThat(measured("rivya.source.oldest.age")).isZero();
    messages.oldestAt = clock.instant();
    messages.away = true;
    clock.forward(Duration.ofMinutes(1));
    until(() -> row().failures() == 1);
    assertThat(healthState()).isEqualTo("UP polling");
    pollUntil(() -> row().failures() >= 2);
    assertThat(healthState()).isEqualTo("DOWN failing");
    assertThat(health.health().getDetails().toString()).contains("cause=the box is away");

    messages.away = false;
    CountDownLatch hang = new CountDownLatch(1);
    messages.hang = hang;
    pollUntil(() -> messages.hangs);
    assertThat(healthState()).isEqualTo("DOWN failing");
    hang.countDown();
    until(() -> healthState().equals("UP polling"));
    CountDownLatch again = new CountDownLatch(1);
    messages.hangs = false;
    messages.hang = again;
    pollUntil(() -> messages.hangs);
    assertThat(healthState()).isEqualTo("UP polling");
    clock.forward(Duration.ofMinutes(4));
    assertThat(healthState()).isEqualTo("DOWN silent");
    again.countDown();
    until(() -> healthState().equals("UP polling"));
    assertThat(measured("rivya.source.oldest.age")).isGreaterThan(200);

    camel.getRouteController().stopRoute("test-messages");
    assertThat(healthState()).isEqualTo("UP off");
    clock.forward(Duration.ofHours(4));
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }
}
