package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of the ledger in a route. */
public class LedgerEndpoint extends DefaultEndpoint {

  private static final String DEFAULT = "default";

  private final String operation;
  private final EngineBeans beans;

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

  LedgerEndpoint(String uri, LedgerComponent component, String operation, EngineBeans beans) {
    super(uri, component);
    this.operation = operation;
    this.beans = beans;
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
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "rivya-result-source has concurrency: " + concurrency + "; it must be at least 1.");
    }
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
    if (!operation.equals("accept")) {
      throw new IllegalArgumentException(
          "ledger:" + operation + " hands work out; use it in from.");
    }
    FlowTarget target = new FlowTarget(flow, model, account, kind, params());
    beans.flows().declare(target);
    beans.sinks().declare(flow);
    return new AcceptProducer(this, beans.acceptBrief(), target);
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
    WorkQueue<?> queue =
        switch (operation) {
          case "submit" -> beans.jobQueues().of(Stage.SUBMIT, account);
          case "turn" -> beans.jobQueues().of(Stage.TURN, account);
          case "poll" -> beans.jobQueues().of(Stage.POLL, account);
          case "reference" -> beans.jobQueues().of(Stage.REFERENCE, account);
          case "fetch" -> beans.jobQueues().of(Stage.FETCH, account);
          case "deliver" -> deliveries();
          default ->
              throw new IllegalArgumentException(
                  "ledger:"
                      + operation
                      + " is not known; use submit, turn, reference, poll, fetch or deliver.");
        };
    return new LedgerConsumer<>(this, processor, queue, beans.loops());
  }

  private WorkQueue<?> deliveries() {
    beans.sinks().declare(flow, sink, outcomes);
    SourceSwitch flowSwitch = new SourceSwitch(getCamelContext());
    return beans
        .deliveryQueues()
        .of(flow, sink, concurrency, () -> sourceRoute == null || flowSwitch.isOn(sourceRoute));
  }
}
