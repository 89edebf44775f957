package dev.rivyaroutes.brief.folder;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.CollectAcceptances;
import dev.rivyaroutes.brief.CommitRows;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.HandleStepFailure;
import dev.rivyaroutes.brief.flow.CatchStackOverflow;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.message.OrderedReplays;
import dev.rivyaroutes.brief.message.QuarantineMessages;
import dev.rivyaroutes.brief.poll.PollReports;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.testing.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs the shipped Kamelet on real folders; only the ledger, the media store and the clock differ.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = FolderDropTestBase.Program.class,
    properties = {
      "camel.main.routes-include-pattern=false",
      "logging.level.root=error",
      "logging.level.dev.rivyaroutes=info"
    })
public abstract class FolderDropTestBase {
  public static final Duration LIMIT = Duration.ofSeconds(20);
  static final Duration A_POLL = Duration.ofMillis(25);
  static final Duration A_FEW_POLLS = Duration.ofMillis(200);

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    private final ToldModel model = new ToldModel();
    private final Briefs briefs = new Briefs(model);

    @Bean
    ToldModel model() {
      return model;
    }

    @Bean
    Briefs briefs() {
      return briefs;
    }

    @Bean(destroyMethod = "close")
    Replica replica(SettableClock clock) {
      return Replica.alone(clock);
    }

    @Bean
    PollReports pollReports(Replica replica, CamelContext camel, SettableClock clock) {
      return new PollReports(replica.sources, camel, clock);
    }

    @Bean
    FileQuarantines fileQuarantines(Replica replica, CamelContext camel, SettableClock clock) {
      return new FileQuarantines(
          camel,
          new QuarantineMessages(replica.quarantine, briefs.store),
          new OrderedReplays(replica.replays, briefs.store, replica.signal, clock),
          clock);
    }

    @Bean
    FileWaits fileWaits(SettableClock clock) {
      return new FileWaits(clock, Briefs.limits());
    }

    @Bean
    BriefProperties limits() {
      return Briefs.limits();
    }

    @Bean
    ReadBriefs readBriefs() {
      return briefs.forms;
    }

    @Bean
    AcceptBrief acceptBrief() {
      return briefs.accept;
    }

    @Bean
    HandleStepFailure handleStepFailure(
        CamelContext camel, ObjectProvider<DeclaredFlows> declared) {
      return new HandleStepFailure(briefs.accept, camel, declared);
    }

    @Bean
    CatchStackOverflow catchStackOverflow() {
      return new CatchStackOverflow();
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
    public SettableClock clock() {
      return new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Bean
    FlowSteps flowSteps() {
      return new FlowSteps();
    }
  }

  /** Stands for the catalogue; whether the model needs a prompt is not known, but where set. */
  static class ToldModel implements CheckModel {
    volatile Optional<Boolean> needsPrompt = Optional.empty();

    @Override
    public BigDecimal check(NewJob job) {
      return null;
    }

    @Override
    public Optional<Boolean> needsPrompt(String account, String model) {
      return needsPrompt;
    }
  }

  /** Stands for a flow's own steps, and records what they see. */
  static class FlowSteps implements Processor {
    final ConcurrentLinkedQueue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();
    volatile Processor step = exchange -> {};

    @Override
    public void process(Exchange exchange) throws Exception {
      headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
      step.process(exchange);
    }
  }

  public @Autowired CamelContext camel;
  @Autowired Briefs briefs;
  public @Autowired SettableClock clock;
  public @Autowired FlowSteps steps;
  @Autowired Replica replica;
  @Autowired ToldModel model;
  public @TempDir Path temp;
  public Path in;

  @BeforeEach
  void empty() throws IOException {
    in = Files.createDirectory(temp.resolve("in"));
    briefs.ledger.jobs.clear();
    briefs.ledger.refusals.clear();
    briefs.ledger.down = false;
    steps.step = exchange -> {};
    steps.headers.clear();
    replica.clear();
    model.needsPrompt = Optional.empty();
  }

  @AfterEach
  void stop() throws Exception {
    for (Route route : List.copyOf(camel.getRoutes())) {
      camel.getRouteController().stopRoute(route.getRouteId());
      camel.removeRoute(route.getRouteId());
    }
  }

  void start(String parameters, String... routeOptions) throws Exception {
    startFlow(parameters, "", null, routeOptions);
  }

  void startFlow(String parameters, String flowSteps, String sink, String... routeOptions)
      throws Exception {
    String accept =
        """
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
    String to = "        - to:\n            uri: " + sink + "\n";
    String yaml =
        """
        - route:
            id: test-flow
        %s    from:
              uri: kamelet:folder-drop-source
              parameters:
                directory: "%s"
                delay: 20
        %s      steps:
                - process:
                    ref: flowSteps
        %s%s"""
            .formatted(
                lines(4, String.join("\n", routeOptions)),
                in,
                lines(8, parameters),
                flowSteps,
                sink == null ? accept : to);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("test-flow.camel.yaml", yaml));
  }

  static String lines(int indent, String text) {
    return text.isEmpty() ? "" : text.indent(indent);
  }

  void settleUntil(Callable<Boolean> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(A_POLL)
        .until(
            () -> {
              clock.forward(Duration.ofSeconds(1));
              return condition.call();
            });
  }

  void untouched() {
    untouchedBut(0);
  }

  void untouchedBut(int jobs) {
    await()
        .during(A_FEW_POLLS)
        .atMost(LIMIT)
        .until(() -> briefs.ledger.jobs.size() == jobs && briefs.ledger.refusals.isEmpty());
  }

  NewJob job(String name) {
    return briefs.ledger.jobs.stream()
        .filter(job -> job.sourceName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void write(String name, String text) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static byte[] json(Object value) throws IOException {
    return JsonMapper.builder().build().writeValueAsBytes(value);
  }

  static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
