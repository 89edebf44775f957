package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.Require;
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
    Require.atLeast("rivya.chat.answer-within", answerWithin, "100ms");
  }
}
