package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.StandIns;
import org.springframework.beans.factory.ObjectProvider;

/** Takes the messages of a source from elsewhere, while flows are tested. */
@FunctionalInterface
public interface ReplaceSource {

  /** The source, or what stands in for it. */
  static MessageSource of(MessageSource source, ObjectProvider<StandIns> standIns) {
    return standIns
        .getIfAvailable(() -> StandIns.NONE)
        .find(ReplaceSource.class, source.kind())
        .map(replace -> replace.replace(source))
        .orElse(source);
  }

  /**
   * @param source reads the messages still; it is not polled
   */
  MessageSource replace(MessageSource source);
}
