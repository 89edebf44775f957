package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.StandIns;
import org.apache.camel.CamelContext;

/** Takes the messages of a source from elsewhere, while flows are tested. */
@FunctionalInterface
public interface ReplaceSource {

  /** The source, or what stands in for it. */
  static MessageSource of(MessageSource source, CamelContext camel) {
    StandIns standIns = camel.getRegistry().findSingleByType(StandIns.class);
    return (standIns == null ? StandIns.NONE : standIns)
        .find(ReplaceSource.class, source.kind())
        .map(replace -> replace.replace(source))
        .orElse(source);
  }

  /**
   * @param source reads the messages still; it is not polled
   */
  MessageSource replace(MessageSource source);
}
