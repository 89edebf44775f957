package dev.rivyaroutes.testing;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A real Artemis broker, whose settings are the defaults of Artemis. */
public final class ArtemisServer implements AutoCloseable {
  public static final String USER = "shop";
  public static final String PASSWORD = "pass-of-the-shop";

  /** The address that nobody may use. */
  public static final String FORBIDDEN = "forbidden";

  private static final String DEAD = "DLQ";

  private final int port = FreePort.find();
  private final Path journal;
  private EmbeddedActiveMQ broker;
  private final ActiveMQConnectionFactory factory;
  private Connection connection;

  /** Keeps nothing on disk. */
  public ArtemisServer() {
    this(null);
  }

  /**
   * @param journal the folder that messages outlive a restart in
   */
  public ArtemisServer(Path journal) {
    this.journal = journal;
    factory = new ActiveMQConnectionFactory(url());
    factory.setReconnectAttempts(0);
    start();
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public void start() {
    try {
      Configuration settings =
          new ConfigurationImpl()
              .setPersistenceEnabled(journal != null)
              .setSecurityEnabled(true)
              .setGracefulShutdownEnabled(false)
              .setJMXManagementEnabled(false)
              .putSecurityRoles(
                  FORBIDDEN,
                  Set.of(
                      new Role(
                          FORBIDDEN, true, true, true, true, true, true, true, true, true, true)))
              .addAcceptorConfiguration("tcp", url());
      if (journal != null) {
        settings
            .setJournalType(JournalType.NIO)
            .setJournalDirectory(journal.resolve("journal").toString())
            .setBindingsDirectory(journal.resolve("bindings").toString())
            .setLargeMessagesDirectory(journal.resolve("large").toString())
            .setPagingDirectory(journal.resolve("paging").toString());
      }
      settings.addAddressSetting(
          "#",
          new AddressSettings()
              .setDeadLetterAddress(SimpleString.of(DEAD))
              .setAutoCreateDeadLetterResources(true)
              .setMaxDeliveryAttempts(10));
      broker = new EmbeddedActiveMQ().setConfiguration(settings).setSecurityManager(new Login());
      broker.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everybody with the password may use everything but the forbidden address. */
  private static final class Login implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String password) {
      return USER.equals(user) && PASSWORD.equals(password);
    }

    @Override
    public boolean validateUserAndRole(
        String user, String password, Set<Role> roles, CheckType check) {
      return validateUser(user, password)
          && (roles == null || roles.stream().noneMatch(role -> role.getName().equals(FORBIDDEN)));
    }
  }

  /** The process of the broker ends. */
  public void stop() {
    try {
      closeConnection();
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void closeConnection() throws JMSException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** What a test does with a session. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Session session) throws JMSException;
  }

  public synchronized <T> T with(Work<T> work) {
    try {
      if (connection == null) {
        connection = factory.createConnection(USER, PASSWORD);
        connection.start();
      }
      try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
        return work.in(session);
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What makes a message. */
  @FunctionalInterface
  public interface Make {
    Message in(Session session) throws JMSException;
  }

  /**
   * Sends a message, and waits until the broker has it.
   *
   * @return its JMSMessageID
   */
  public String send(String queue, Make make) {
    return with(session -> send(session, session.createQueue(queue), make));
  }

  public String publish(String topic, Make make) {
    return with(session -> send(session, session.createTopic(topic), make));
  }

  private static String send(Session session, Destination to, Make make) throws JMSException {
    Message message = make.in(session);
    session.createProducer(to).send(message);
    return message.getJMSMessageID();
  }

  /** Takes the messages that are in a queue now. */
  public List<Message> take(String queue) {
    return with(
        session -> {
          List<Message> all = new ArrayList<>();
          try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message m = consumer.receiveNoWait(); m != null; m = consumer.receiveNoWait()) {
              all.add(m);
            }
          }
          return all;
        });
  }

  /** How many messages are in a queue, delivered or not; 0 if there is no such queue. */
  public long count(String queue) {
    Queue found = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
    return found == null ? 0 : found.getMessageCount();
  }

  /** How many messages the broker has given up. */
  public long dead() {
    return broker
        .getActiveMQServer()
        .getPostOffice()
        .getAllBindings()
        .filter(binding -> binding.getAddress().toString().equals(DEAD))
        .mapToLong(binding -> ((Queue) binding.getBindable()).getMessageCount())
        .sum();
  }

  @Override
  public void close() {
    stop();
    factory.close();
  }
}
