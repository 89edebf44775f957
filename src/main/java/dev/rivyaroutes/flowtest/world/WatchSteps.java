package dev.rivyaroutes.flowtest.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.flowtest.end.ContentFacts;
import dev.rivyaroutes.flowtest.end.Recorder;
import dev.rivyaroutes.flowtest.world.Coverage.Step;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;

/**
 * Sees which steps of the tested flows are reached, has sinks deliver one at a time, and records
 * what a step would send to a system that has no end here.
 */
final class WatchSteps implements InterceptStrategy {
  private static final String CALLBACK = "post-callback";
  private static final String WEBHOOK_ID = "webhook-id";
  private static final Set<String> INSIDE =
      Set.of("kamelet", "direct", "seda", "log", "bean", "language", "ledger", "dataset");

  private final Recorder recorder;
  private final ContentFacts facts;
  private final Map<Step, Boolean> reached = new ConcurrentHashMap<>();

  WatchSteps(Recorder recorder, ContentFacts facts) {
    this.recorder = recorder;
    this.facts = facts;
  }

  /** All steps of the flows, each with whether it was reached. */
  Map<Step, Boolean> steps() {
    return reached;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    String location = node.getLocation() == null ? "" : node.getLocation();
    if (CALLBACK.equals(node.getId())) {
      return this::callback;
    }
    if (!location.contains(CopyFlows.FOLDER)) {
      return target;
    }
    String file = location.replaceFirst(":\\d+$", "").replaceFirst(".*[/\\\\]", "");
    Step step = new Step(file, node.getLineNumber(), node.getShortName());
    reached.putIfAbsent(step, false);
    return exchange -> {
      reached.put(step, true);
      process(node, target, exchange);
    };
  }

  private void process(NamedNode node, Processor target, Exchange exchange) throws Exception {
    String uri = uri(node);
    Result result = exchange.getVariable(Variables.RESULT, Result.class);
    if (uri == null || result == null) {
      target.process(exchange);
      return;
    }
    String scheme = uri.replaceFirst("[:?].*", "");
    if (scheme.equals("kamelet")) {
      recorder.deliver(
          result.sink(),
          result.jobId(),
          () -> {
            target.process(exchange);
            return null;
          });
    } else if (INSIDE.contains(scheme)) {
      target.process(exchange);
    } else {
      recorder.deliver(
          result.sink(),
          result.jobId(),
          () -> {
            recorder.add(sent(uri, exchange));
            return null;
          });
    }
  }

  /** The address that a step sends to; null for other steps. */
  private static String uri(NamedNode node) {
    if (node instanceof SendDefinition<?> send) {
      return send.getEndpointUri();
    }
    return node instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
  }

  private ObjectNode sent(String uri, Exchange exchange) {
    String address =
        exchange.getContext().resolvePropertyPlaceholders(uri).replaceFirst("[?].*", "");
    ObjectNode item = Json.PLAIN.createObjectNode().put("to", address);
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return facts.add(item, body == null ? new byte[0] : body);
  }

  private void callback(Exchange exchange) {
    ObjectNode item =
        Json.PLAIN
            .createObjectNode()
            .put(
                "to",
                URI.create(exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class))
                    .getHost());
    ObjectNode properties = item.putObject("properties");
    String id = exchange.getMessage().getHeader(WEBHOOK_ID, String.class);
    if (id != null) {
      properties.put(WEBHOOK_ID, id);
    }
    recorder.add(facts.add(item, exchange.getMessage().getBody(byte[].class)));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(new byte[0]);
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
  }
}
