package dev.rivyaroutes.brief.message;

import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * Hands in one brief of a message: sets its {@link dev.rivyaroutes.brief.Arrival}, the variables of
 * the source, and the body. A message has one, or one for each of several briefs.
 */
@FunctionalInterface
public interface HandIn {
  void handIn(Exchange exchange) throws IOException, MessageRefused, MessageSkipped;
}
