package dev.rivyaroutes.connection.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.jms.client.JMSExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a broker, with one session. It is used by one thread. */
public final class OpenConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenConnection.class);

  private final Connection connection;
  private final Runnable closeFactory;
  private final Session session;
  private volatile JMSException failure;

  /**
   * @param closeFactory ends the threads of the factory, which serves this connection alone
   */
  OpenConnection(Connection connection, boolean transacted, Runnable closeFactory)
      throws JMSException {
    this.connection = connection;
    this.closeFactory = closeFactory;
    try {
      connection.setExceptionListener(e -> failure = e);
      session =
          connection.createSession(
              transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
      connection.start();
    } catch (JMSException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public Session session() {
    return session;
  }

  /**
   * Whether a queue or topic is known not to be there; of other brokers only its use would tell. An
   * Artemis client creates what it uses, so it must be asked first.
   */
  public boolean lacks(JmsDestination destination) throws JMSException {
    if (!(session instanceof ActiveMQSession artemis)) {
      return false;
    }
    try {
      SimpleString name = SimpleString.of(destination.name());
      return !artemis.getCoreSession().addressQuery(name).isExists();
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
  }

  /** Some clients return no message instead of a failure when the connection is lost. */
  public void requireAlive() throws JMSException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes it; what is not committed returns to the broker. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (JMSException | RuntimeException e) {
      LOG.debug("A connection could not be closed", e);
    } finally {
      closeFactory.run();
    }
  }
}
