package dev.rivyaroutes.connection.kafka;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.outbound.ExplainTls;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Explains failures of Kafka with reason and remedy, by the names of the configuration keys. */
final class ExplainKafka {
  private final String key;
  private final KafkaConnectionProperties settings;

  ExplainKafka(String name, KafkaConnectionProperties settings) {
    this.key = "rivya.kafka." + name;
    this.settings = settings;
  }

  String reason(Throwable problem) {
    // A timeout has as its cause why nothing came in time.
    for (Throwable t : FailureChain.of(problem)) {
      String reason = reasonOf(t);
      if (reason != null) {
        return reason;
      }
    }
    if (FailureChain.has(problem, TimeoutException.class)
        || FailureChain.has(problem, DisconnectException.class)) {
      return "no broker answered at %s within %d s. Check %s.bootstrap-servers, the network, and that %s.security (%s) is what the brokers use."
          .formatted(
              settings.bootstrapServers().strip(),
              Math.max(1, settings.timeout().toSeconds()),
              key,
              key,
              settings.security());
    }
    String text = PlainWords.of(problem);
    return text.endsWith(".") ? text : text + ".";
  }

  private String reasonOf(Throwable t) {
    if (t instanceof SslAuthenticationException || t instanceof SSLException) {
      return tls(t);
    }
    if (t instanceof AuthenticationException) {
      return "the brokers refused the login of the user %s (%s). Check %s.user and %s.password, and that %s.security (%s) is what the brokers expect."
          .formatted(settings.user(), said(t), key, key, key, settings.security());
    }
    if (t instanceof GroupAuthorizationException group) {
      return "%s may not use the group %s. Grant it READ on the group, or use a group that it may use."
          .formatted(user(), group.groupId());
    }
    if (t instanceof TopicAuthorizationException topics) {
      return "%s may not use the topic %s. Grant it READ or WRITE, and DESCRIBE, on the topic."
          .formatted(user(), String.join(", ", topics.unauthorizedTopics()));
    }
    if (t instanceof ClusterAuthorizationException) {
      return "%s may not use an idempotent producer. Grant it IDEMPOTENT_WRITE on the cluster."
          .formatted(user());
    }
    if (t instanceof UnknownTopicOrPartitionException) {
      return "the topic does not exist, or %s may not see it. Create it, grant DESCRIBE, or correct the parameter topic."
          .formatted(user());
    }
    if (t instanceof InvalidTopicException) {
      return "the name of the topic is not valid. Correct the parameter topic: letters, digits, dots, _ and - are allowed.";
    }
    if (t instanceof RecordTooLargeException) {
      return "the record is larger than the producer (max.request.size) or the topic (max.message.bytes, at the brokers message.max.bytes) allows. Raise both: the first under %s.properties."
          .formatted(key);
    }
    if (t instanceof ConfigException) {
      return "%s. Check the settings %s.*.".formatted(said(t), key);
    }
    return null;
  }

  private String tls(Throwable t) {
    String why = ExplainTls.message("the broker", t);
    return (why == null ? "the TLS handshake with the broker failed (" + said(t) + ")" : why)
        + ". Trusted certificates are in "
        + key
        + ".trust-store.";
  }

  private String user() {
    return settings.security().hasLogin()
        ? "the user " + settings.user()
        : "a client without a login";
  }

  private static String said(Throwable t) {
    return PlainWords.of(t).replaceFirst("[.\\s]+$", "");
  }
}
