package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** A step of a flow that notes what passes, and fails or hits trouble for texts that say so. */
public class FlowProbe {
  private final Map<String, Object> headers = new ConcurrentSkipListMap<>();
  private final Map<String, Object> variables = new ConcurrentSkipListMap<>();
  private final List<String> arrivals = new CopyOnWriteArrayList<>();
  private volatile Consumer<Exchange> action = exchange -> {};

  public void pass(Exchange exchange) {
    headers.putAll(exchange.getMessage().getHeaders());
    variables.putAll(exchange.getVariables());
    arrivals.add(exchange.getVariable(Variables.SOURCE_NAME, String.class));
    action.accept(exchange);
    if (exchange.getMessage().getBody() instanceof String text && text.startsWith("fail")) {
      throw new UncheckedIOException(new IOException("the flow's own store is away"));
    }
    if (String.valueOf(exchange.getMessage().getBody()).matches("odd|\\{prompt=odd}")) {
      throw new IllegalArgumentException("it is odd");
    }
  }

  public void reset() {
    headers.clear();
    variables.clear();
    arrivals.clear();
    action = exchange -> {};
  }

  public void action(Runnable next) {
    action = exchange -> next.run();
  }

  public void step(Consumer<Exchange> next) {
    action = next;
  }

  public Map<String, Object> headers() {
    return headers;
  }

  public Map<String, Object> variables() {
    return variables;
  }

  /** The names of the briefs that passed, repeats included. */
  public List<String> arrivals() {
    return arrivals;
  }
}
