package dev.rivyaroutes.live;

import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.kafka.KafkaConnection;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.imap.Mailbox;
import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.ApplicationContext;

/** Logs in to the connections that no running flow uses. */
final class VisitConnections {
  private static final String UNUSED = " It accepts the login; no running flow uses it.";

  private final ApplicationContext beans;
  private final Set<String> used;

  /**
   * @param used the connections of running flows, such as {@code mail.default}
   */
  VisitConnections(ApplicationContext beans, Set<String> used) {
    this.beans = beans;
    this.used = used;
  }

  private interface Login {
    void on(String name, Seen seen) throws Exception;
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    add(targets, "mail", beans.getBean(MailConnections.class).describe(), this::mail);
    add(targets, "sftp", beans.getBean(SftpConnections.class).describe(), this::sftp);
    add(targets, "kafka", beans.getBean(KafkaConnections.class).describe(), this::kafka);
    add(targets, "jms", beans.getBean(JmsConnections.class).describe(), this::jms);
    add(targets, "database", beans.getBean(DatabaseConnections.class).describe(), this::database);
    add(
        targets,
        "sqs",
        beans.getBean(SqsConnections.class).describe(),
        (name, seen) ->
            seen.note(
                "It is not tried: a login to AWS is tried with the queues of a flow, and no running flow uses it.",
                ""));
    return targets;
  }

  /**
   * @param described a line for each connection that has a server, which begins with its name
   */
  private void add(List<Target> targets, String system, List<String> described, Login login) {
    for (String line : described) {
      String name = line.replaceFirst("(?s):.*", "");
      if (!used.contains(system + "." + name)) {
        String key = "rivya.%s.%s".formatted(system, name);
        targets.add(
            new Target(
                Rule.REACH, Place.of(key), "The connection " + key, seen -> login.on(name, seen)));
      }
    }
  }

  private void mail(String name, Seen seen) throws Exception {
    MailConnection connection = beans.getBean(MailConnections.class).get(name);
    if (connection.hasMailbox()) {
      try (Mailbox inbox = connection.examineMailbox("INBOX")) {
        inbox.status();
        seen.info("The mailbox of %s.%s".formatted(connection.user(), UNUSED));
      }
    }
    if (connection.hasSmtp()) {
      connection.tryLogin();
      seen.info("The SMTP server." + UNUSED);
    }
  }

  private void sftp(String name, Seen seen) throws Exception {
    try (SftpSession session = beans.getBean(SftpConnections.class).get(name).open()) {
      seen.info("The folder %s.%s".formatted(session.realPath("."), UNUSED));
    }
  }

  private void kafka(String name, Seen seen) {
    KafkaConnection connection = beans.getBean(KafkaConnections.class).get(name);
    try (var consumer = connection.openConsumer(VisitBrokers.NO_GROUP)) {
      seen.info("%d topic(s).%s".formatted(consumer.listTopics().size(), UNUSED));
    } catch (KafkaException e) {
      seen.error(connection.explain("list the topics", e), "");
    }
  }

  private void jms(String name, Seen seen) {
    var connection = beans.getBean(JmsConnections.class).get(name);
    try {
      connection.open(false).close();
      seen.info("The broker." + UNUSED);
    } catch (JMSException e) {
      seen.error(connection.explain("log in", e), "");
    }
  }

  private void database(String name, Seen seen) throws Exception {
    var database = beans.getBean(DatabaseConnections.class).get(name);
    try {
      database.readOnly(connection -> connection.getMetaData().getDatabaseProductName());
      seen.info("The database." + UNUSED);
    } catch (SQLException e) {
      seen.error("The %s: %s".formatted(database, database.explain(e).text()), "");
    }
  }
}
