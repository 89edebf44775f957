package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;

/** Hands briefs in as a source does: by a name, with a declared type and encoding. */
record HandIn(Briefs briefs, String name, String type, String encoding) {
  private static final CamelContext CAMEL = new DefaultCamelContext();

  static HandIn named(Briefs briefs, String name) {
    return new HandIn(briefs, name, null, null);
  }

  HandIn declared(String contentType) {
    return new HandIn(briefs, name, contentType, encoding);
  }

  HandIn packed(String contentEncoding) {
    return new HandIn(briefs, name, type, contentEncoding);
  }

  List<IncomingBrief> read(Object body) throws IOException {
    List<IncomingBrief> all = new ArrayList<>();
    Exchange exchange = exchange(body);
    briefs.forms.read(exchange).forEachRemaining(all::add);
    end(exchange);
    return all;
  }

  List<Acceptance> accept(Object body) throws IOException {
    Exchange exchange = exchange(body);
    briefs.accept.accept(exchange, FlowTarget.generation("flow", "model", "account"));
    end(exchange);
    return Acceptances.of(exchange).all();
  }

  /** What the only brief is refused for. */
  String refusal(Object body) throws IOException {
    List<Acceptance> all = accept(body);
    if (all.size() != 1 || all.get(0).problem() == null) {
      throw new AssertionError(body + " is not refused: " + all + briefs.ledger.jobs);
    }
    return all.get(0).problem();
  }

  /** Does what the end of its route does. */
  static void end(Exchange exchange) {
    List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
    if (completions != null) {
      completions.forEach(done -> done.onComplete(exchange));
    }
  }

  private Exchange exchange(Object body) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.setVariable(Variables.SOURCE_ID, "id-" + name);
    exchange.setVariable(Variables.SOURCE_NAME, name);
    exchange.setVariable(Variables.SOURCE_TYPE, type);
    exchange.setProperty(ReadBriefs.ENCODING, encoding);
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
