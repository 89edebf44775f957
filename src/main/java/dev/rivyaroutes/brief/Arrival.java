package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.FileBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import org.apache.camel.Exchange;

/**
 * What a source hands in: one message, file or object with one brief or many. Every source hands it
 * in before the steps of the flow run. It acknowledges after them, by {@link
 * Acceptances#verdict()}, and only then: an exchange that failed is to be handed in again.
 *
 * @param origin where it comes from
 * @param id the source's own id: the same each time this content arrives, also after a restart
 * @param name the name that people know
 * @param type the declared media type, or null
 * @param encoding the declared {@code Content-Encoding}, or null
 */
public record Arrival(Origin origin, String id, String name, String type, String encoding) {

  /** Hands in what has no declared type. */
  public Arrival(Origin origin, String id, String name) {
    this(origin, id, name, null, null);
  }

  /** Hands in a message; the body is set by the source. */
  public void handIn(Exchange exchange) {
    origin.set(exchange);
    exchange.setVariable(Variables.SOURCE_ID, id);
    exchange.setVariable(Variables.SOURCE_NAME, name);
    exchange.setVariable(Variables.SOURCE_TYPE, type);
    exchange.setProperty(ReadBriefs.ENCODING, encoding);
  }

  /**
   * Hands in a file, whose name decides what it is.
   *
   * @param mayWait whether it may still wait for other files, see {@link PendingBriefs}
   */
  public void handIn(Exchange exchange, Siblings siblings, boolean mayWait) {
    handIn(exchange);
    new FileBrief(mayWait).set(exchange);
    exchange.setVariable(Variables.SIBLINGS, siblings);
  }
}
