package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.StandIns;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A named JMS connection. Each {@link #open} connects anew; the caller closes it. */
public final class JmsConnection {
  private final String name;
  private final JmsConnectionProperties settings;
  private final StandIns standIns;

  JmsConnection(String name, JmsConnectionProperties settings, StandIns standIns) {
    this.standIns = standIns;
    this.name = name;
    this.settings = settings;
  }

  public String name() {
    return name;
  }

  /** Whether the broker itself drops messages that it has already got, by their id. */
  public boolean dropsDuplicates() {
    return settings.type() == JmsType.ARTEMIS;
  }

  /**
   * Connects, without a retry.
   *
   * @param transacted whether the session is
   */
  public OpenConnection open(boolean transacted) throws JMSException {
    Optional<ConnectionFactory> standIn = standIns.find(ConnectionFactory.class, name);
    if (standIn.isPresent()) {
      return new OpenConnection(standIn.get().createConnection(), transacted, () -> {});
    }
    if (settings.type() == JmsType.OTHER) {
      return new OpenConnection(connect(JmsFactories.factory(settings)), transacted, () -> {});
    }
    ActiveMQConnectionFactory factory = JmsFactories.artemis(settings);
    try {
      return new OpenConnection(connect(factory), transacted, factory::close);
    } catch (JMSException | RuntimeException e) {
      factory.close();
      throw e;
    }
  }

  private Connection connect(ConnectionFactory factory) throws JMSException {
    return settings.user().isBlank()
        ? factory.createConnection()
        : factory.createConnection(settings.user(), settings.password());
  }

  /**
   * A message with action, reason and remedy, without secrets.
   *
   * @param action the failed action, such as {@code read the queue orders}
   */
  public String explain(String action, Throwable problem) {
    return "JMS connection %s cannot %s: %s"
        .formatted(name, action, new ExplainJms(name, settings).reason(problem));
  }

  @Override
  public String toString() {
    return name + "[" + settings + "]";
  }
}
