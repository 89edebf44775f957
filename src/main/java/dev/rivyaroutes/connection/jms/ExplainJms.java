package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.outbound.ExplainTls;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import javax.net.ssl.SSLException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;

/** Explains failures of JMS with reason and remedy, by the names of the configuration keys. */
final class ExplainJms {

  /** How Artemis says that a user who is logged in lacks a right. */
  private static final String NO_PERMISSION = "permission";

  private final String key;
  private final JmsConnectionProperties settings;

  ExplainJms(String name, JmsConnectionProperties settings) {
    this.key = "rivya.jms." + name;
    this.settings = settings;
  }

  String reason(Throwable problem) {
    SSLException tls = FailureChain.find(problem, SSLException.class);
    if (tls != null) {
      String why = ExplainTls.message("the broker", tls);
      return why == null ? "the TLS handshake failed (%s).".formatted(said(tls)) : why + ".";
    }
    JMSException refused = FailureChain.find(problem, JMSSecurityException.class);
    if (refused != null) {
      return said(refused).contains(NO_PERMISSION)
          ? "the broker does not let %s do that (%s). Grant the permission, or set another user in %s.user."
              .formatted(user(), said(refused), key)
          : "the broker refused the login of %s (%s). Check %s.user and %s.password."
              .formatted(user(), said(refused), key, key);
    }
    if (FailureChain.has(problem, InvalidDestinationException.class)
        || is(problem, ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST)
        || is(problem, ActiveMQExceptionType.ADDRESS_DOES_NOT_EXIST)) {
      return "the queue or topic does not exist, and the broker does not create it. Create it, or correct the name in the flow.";
    }
    if (is(problem, ActiveMQExceptionType.ADDRESS_FULL)) {
      return "the queue is full. Remove messages from it, or raise max-size-bytes of its address at the broker.";
    }
    if (isAway(problem)) {
      return "no broker answers at %s (%s). Check %s.url, that the broker runs, and the network between."
          .formatted(
              settings.address(), said(FailureChain.find(problem, ActiveMQException.class)), key);
    }
    return said(problem) + ".";
  }

  /** Other clients have no common word for it, so their own words are told. */
  private static boolean isAway(Throwable problem) {
    return is(problem, ActiveMQExceptionType.NOT_CONNECTED)
        || is(problem, ActiveMQExceptionType.CONNECTION_TIMEDOUT)
        || is(problem, ActiveMQExceptionType.DISCONNECTED)
        || is(problem, ActiveMQExceptionType.OBJECT_CLOSED);
  }

  private static boolean is(Throwable problem, ActiveMQExceptionType type) {
    ActiveMQException artemis = FailureChain.find(problem, ActiveMQException.class);
    return artemis != null && artemis.getType() == type;
  }

  private String user() {
    return settings.user().isBlank() ? "a client without a user" : "the user " + settings.user();
  }

  /** Without the caller's port, which is another one at each try: a problem is logged once. */
  private static String said(Throwable t) {
    return PlainWords.of(t).replaceAll("( from [^ :]+):\\d+", "$1").replaceFirst("[.\\s]+$", "");
  }
}
