package dev.rivyaroutes.flowtest.brief;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Stands in for the timer component: sources poll when a case asks them to, and never alone. */
public final class TriggeredTimers extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    parameters.clear();
    return new Timer(uri, this);
  }

  private static final class Timer extends DefaultEndpoint {
    private Timer(String uri, TriggeredTimers component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("A timer receives nothing.");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new Trigger(this, processor);
    }
  }

  /** One timer. */
  static final class Trigger extends DefaultConsumer {

    private Trigger(Endpoint endpoint, Processor processor) {
      super(endpoint, processor);
    }

    /** Runs the route once, in this thread. */
    void fire() throws Exception {
      Exchange exchange = createExchange(false);
      try {
        getProcessor().process(exchange);
        if (exchange.getException() != null) {
          throw exchange.getException();
        }
      } finally {
        releaseExchange(exchange, false);
      }
    }
  }
}
