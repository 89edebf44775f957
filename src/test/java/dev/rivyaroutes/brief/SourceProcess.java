package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.StageMedia;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.message.OrderedReplays;
import dev.rivyaroutes.brief.message.QuarantineMessages;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.brief.poll.PollReports;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.source.SenderRates;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.SettableClock;
import dev.rivyaroutes.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * One process of the program with one flow, whose source is a shipped Kamelet. Several run at one
 * world as replicas, or one after the other as restarts.
 */
public final class SourceProcess implements AutoCloseable {
  private static final String ROUTE = "contract-flow";

  private final ConfigurableApplicationContext program;
  private final LogLines polls;

  /** What a test does to the process. */
  public static final class Faults {
    /** The ledger accepts nothing. */
    public volatile boolean ledgerDown;

    /** After the next commit the process does nothing more. */
    public volatile boolean killedAfterCommit;

    volatile boolean killed;
  }

  /**
   * @param name the owner of its leases
   * @param more further beans, such as the connections of the source
   * @param settings its configuration; {@code test.wait-for-files} is how long media wait for their
   *     document, 30 s unless set
   */
  public SourceProcess(
      String name, SourceWorld world, Class<?> more, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("camel.main.routes-include-pattern", "false");
    all.put("camel.main.name", name);
    all.put("logging.level.root", "error");
    all.put("spring.main.banner-mode", "off");
    all.put("test.process", name);
    program =
        new SpringApplicationBuilder(Program.class, more)
            .web(WebApplicationType.NONE)
            .initializers(
                context -> context.getBeanFactory().registerSingleton("sourceWorld", world))
            .run(
                all.entrySet().stream()
                    .map(one -> "--" + one.getKey() + "=" + one.getValue())
                    .toArray(String[]::new));
    polls = LogLines.of(PollReport.class);
  }

  /** What is logged about polls since the start. */
  public List<String> polls() {
    return polls.all();
  }

  /** Starts the flow; its only steps are those to the ledger. */
  public SourceProcess start(String kamelet, Map<String, String> parameters) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            - route:
                id: %s
                from:
                  uri: kamelet:%s
            """
                .formatted(ROUTE, kamelet));
    if (!parameters.isEmpty()) {
      yaml.append("      parameters:\n");
    }
    parameters.forEach((key, value) -> yaml.append("        %s: '%s'%n".formatted(key, value)));
    yaml.append(
        """
              steps:
                - bean:
                    ref: probe
                    method: pass
                - setVariable:
                    name: target
                    expression:
                      method:
                        beanType: dev.rivyaroutes.brief.flow.FlowTarget
                        method: generation('test-flow', 'test-model', 'test-account')
                - bean:
                    ref: acceptBrief
                    method: accept(${exchange}, ${variable.target})
        """);
    PluginHelper.getRoutesLoader(camel())
        .loadRoutes(ResourceHelper.fromString(ROUTE + ".camel.yaml", yaml.toString()));
    return this;
  }

  public CamelContext camel() {
    return program.getBean(CamelContext.class);
  }

  public Faults faults() {
    return program.getBean(Faults.class);
  }

  public FlowProbe probe() {
    return program.getBean(FlowProbe.class);
  }

  public void switchOff() throws Exception {
    camel().getRouteController().stopRoute(ROUTE);
  }

  public void switchOn() throws Exception {
    camel().getRouteController().startRoute(ROUTE);
  }

  /** The process is gone, without a word to the ledger. */
  public void kill() {
    faults().killed = true;
    program.getBean(Replica.class).close();
    program.close();
  }

  @Override
  public void close() {
    polls.close();
    program.close();
  }

  /** The beans of the program that sources use. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    CamelContextConfiguration fastTimers() {
      return new CamelContextConfiguration() {
        @Override
        public void beforeApplicationStart(CamelContext camel) {
          EndpointStrategy fast = SourceProcess::fast;
          camel.getCamelContextExtension().registerEndpointCallback(fast);
        }

        @Override
        public void afterApplicationStart(CamelContext camel) {
          // Nothing.
        }
      };
    }

    @Bean
    Faults faults() {
      return new Faults();
    }

    @Bean
    FlowProbe probe() {
      return new FlowProbe();
    }

    @Bean
    SettableClock clock(SourceWorld world) {
      return world.clock;
    }

    @Bean
    MemoryMediaStore mediaStore(SourceWorld world) {
      return world.store;
    }

    @Bean(destroyMethod = "close")
    Replica replica(SourceWorld world, @Value("${test.process}") String name) {
      return new Replica(name, world.database, new Sinks(), world.clock);
    }

    @Bean
    AcceptJobs acceptJobs(Replica replica, Faults faults) {
      return new FaultyLedger(replica, faults);
    }

    @Bean
    StageMedia stageMedia(MemoryMediaStore store) {
      DataSize large = DataSize.ofMegabytes(50);
      return new StageMedia(
          store,
          new MediaProperties(
              "file:unused",
              "default",
              Duration.ofDays(7),
              new MediaProperties.Limits(large, large, large)));
    }

    @Bean
    BriefProperties limits(@Value("${test.wait-for-files:30s}") Duration waitForFiles) {
      DataSize size = DataSize.ofMegabytes(1);
      return new BriefProperties(
          size, size, size, 1_000, DataSize.ofMegabytes(8), size, size, waitForFiles);
    }

    @Bean
    ReadBriefs readBriefs(StageMedia media, BriefProperties limits) {
      return new ReadBriefs(media, limits);
    }

    @Bean
    AcceptBrief acceptBrief(ReadBriefs read, StageMedia media, AcceptJobs ledger) {
      return new AcceptBrief(
          read,
          new ComposeJob(
              new StageReferences(media),
              new StaticListableBeanFactory().getBeanProvider(CheckModel.class)),
          ledger,
          new StaticListableBeanFactory().getBeanProvider(Traces.class));
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
    PollReports pollReports(Replica replica, CamelContext camel, SettableClock clock) {
      return new PollReports(replica.sources, camel, clock);
    }

    @Bean
    QuarantineMessages quarantineMessages(Replica replica, MemoryMediaStore store) {
      return new QuarantineMessages(replica.quarantine, store);
    }

    @Bean
    OrderedReplays orderedReplays(Replica replica, MemoryMediaStore store, SettableClock clock) {
      return new OrderedReplays(replica.replays, store, replica.signal, clock);
    }

    @Bean
    FileQuarantines fileQuarantines(
        CamelContext camel, QuarantineMessages messages, OrderedReplays replays, Clock clock) {
      return new FileQuarantines(camel, messages, replays, clock);
    }

    @Bean
    SenderRates senderRates(Replica replica) {
      return replica.senders;
    }

    @Bean
    Conversations conversations(Replica replica) {
      return replica.conversations;
    }
  }

  private static Endpoint fast(String uri, Endpoint endpoint) {
    if (endpoint instanceof TimerEndpoint timer) {
      timer.setPeriod(25);
      timer.setDelay(25);
    }
    return endpoint;
  }
}
