package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;

/** A step of a flow that notes what passes, and fails for briefs whose text says so. */
public class FlowProbe {
  private final Map<String, Object> headers = new ConcurrentSkipListMap<>();
  private final List<String> arrivals = new CopyOnWriteArrayList<>();
  private volatile Runnable action = () -> {};

  public void pass(Exchange exchange) {
    headers.putAll(exchange.getMessage().getHeaders());
    arrivals.add(exchange.getVariable(Variables.SOURCE_NAME, String.class));
    action.run();
    if (exchange.getMessage().getBody() instanceof String text && text.startsWith("fail")) {
      throw new IllegalStateException("this brief breaks the flow");
    }
  }

  void reset() {
    headers.clear();
    arrivals.clear();
    action = () -> {};
  }

  void action(Runnable next) {
    action = next;
  }

  Map<String, Object> headers() {
    return headers;
  }

  /** The names of the briefs that passed, repeats included. */
  List<String> arrivals() {
    return arrivals;
  }
}
