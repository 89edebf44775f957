package dev.rivyaroutes.http.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Chat over HTTP.
 *
 * @param answerWithin How long a caller of {@code POST /api/flows/{flow}/chat} waits for its answer
 *     before it gets the address of the job instead.
 */
@ConfigurationProperties("rivya.chat")
record ChatProperties(@DefaultValue("60s") Duration answerWithin) {

  ChatProperties {
    if (answerWithin.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.chat.answer-within is "
              + answerWithin.toMillis()
              + "ms; it must be at least 100ms.");
    }
  }
}
