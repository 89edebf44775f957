package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.engine.flow.Flows;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.version.LoadingFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One use of the ledger in a route. */
public class LedgerEndpoint extends DefaultEndpoint {

  private static final String DEFAULT = "default";

  private final String operation;
  private final WorkConsumers consumers;
  private final Flows flows;
  private final Sinks sinks;
  private final AcceptBrief accept;

  private String account;
  private String flow;
  private String sink;
  private String model;
  private JobKind kind = JobKind.GENERATION;
  private boolean webSearch;
  private String reasoningEffort = DEFAULT;
  private Sinks.On outcomes = Sinks.On.SUCCEEDED;
  private int concurrency = 8;
  private String sourceRoute;

  LedgerEndpoint(
      String uri,
      LedgerComponent component,
      String operation,
      WorkConsumers consumers,
      Flows flows,
      Sinks sinks,
      AcceptBrief accept) {
    super(uri, component);
    this.operation = operation;
    this.consumers = consumers;
    this.flows = flows;
    this.sinks = sinks;
    this.accept = accept;
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public void setFlow(String flow) {
    this.flow = flow;
  }

  public void setSink(String sink) {
    this.sink = sink;
  }

  public void setModel(String model) {
    this.model = model;
  }

  /** generation or chat. */
  public void setKind(JobKind kind) {
    this.kind = kind;
  }

  /** Whether the turns of a chat flow search the web. */
  public void setWebSearch(boolean webSearch) {
    this.webSearch = webSearch;
  }

  /** How long the turns of a chat flow are thought about. */
  public void setReasoningEffort(String reasoningEffort) {
    this.reasoningEffort = reasoningEffort;
  }

  /** succeeded, failed or all. */
  public void setOutcomes(String outcomes) {
    try {
      this.outcomes = Sinks.On.valueOf(outcomes.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rivya-result-source has on: " + outcomes + "; it must be succeeded, failed or all.", e);
    }
  }

  public void setConcurrency(int concurrency) {
    Require.that(
        concurrency >= 1,
        "rivya-result-source has concurrency: " + concurrency + "; it must be at least 1.");
    this.concurrency = concurrency;
  }

  /** The route that Camel made of the Kamelet; its flow's switch is asked before each claim. */
  public void setSourceRoute(String sourceRoute) {
    this.sourceRoute = sourceRoute;
  }

  @Override
  protected String createEndpointUri() {
    return "ledger:" + operation;
  }

  @Override
  public Producer createProducer() {
    Require.that(
        operation.equals("accept"), "ledger:" + operation + " passes work on; use it in from.");
    FlowTarget target =
        new FlowTarget(
            flow,
            model,
            account,
            kind,
            params(),
            LoadingFile.current().map(LoadingFile::version).orElse(null));
    flows.declare(target);
    sinks.declare(flow);
    return new DefaultProducer(this) {
      /** When it returns, the ledger has the brief. */
      @Override
      public void process(Exchange exchange) throws Exception {
        accept.accept(exchange, target);
      }
    };
  }

  /** What differs from Rivya's own defaults. */
  private Map<String, Object> params() {
    Map<String, Object> params = new TreeMap<>();
    if (webSearch) {
      params.put("enable_web_search", true);
    }
    if (!reasoningEffort.equals(DEFAULT)) {
      params.put("reasoning_effort", reasoningEffort);
    }
    return params;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    if (!operation.equals("deliver")) {
      return consumers.of(operation, this, processor);
    }
    sinks.declare(flow, sink, outcomes);
    SourceSwitch flowSwitch = new SourceSwitch(getCamelContext());
    WorkQueue<Delivery> deliveries =
        consumers
            .deliveries()
            .of(flow, sink, concurrency, () -> sourceRoute == null || flowSwitch.isOn(sourceRoute));
    return consumers.of(deliveries.name(), List.of(deliveries), this, processor);
  }
}
