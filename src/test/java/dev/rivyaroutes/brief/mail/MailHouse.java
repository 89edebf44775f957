package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.MailOf;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.SilentProxy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A mailbox on a real server, a way to it that can break, and the program. */
final class MailHouse implements AutoCloseable {
  static final String AUTHSERV_ID = "mx.example.com";

  final GreenMailServer server = new GreenMailServer();
  final SilentProxy imap;
  final SourceWorld world = new SourceWorld();

  MailHouse() throws IOException {
    imap = new SilentProxy(server.imapPort());
  }

  SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return new SourceProcess(
            name,
            world,
            Connections.class,
            Map.of(
                "test.imap",
                Integer.toString(imap.port()),
                "test.smtp",
                Integer.toString(server.smtpPort())))
        .start("mail-drop-source", parameters);
  }

  /** A mail of a proven sender. */
  void deliver(String id, String subject, String text) throws Exception {
    server.deliver(mail(id, subject, text));
  }

  static String mail(String id, String subject, String text) {
    return proof("example.com")
        + "From: Anna <anna@example.com>\nTo: shop@example.com\nSubject: %s\nMessage-ID: <%s@example.com>\n\n%s\n"
            .formatted(subject, id, text);
  }

  /** What the own server found out about a sender. */
  static String proof(String domain) {
    return "Authentication-Results: %s; dmarc=pass header.from=%s\n".formatted(AUTHSERV_ID, domain);
  }

  @Override
  public void close() throws Exception {
    imap.close();
    server.close();
    world.close();
  }

  /** The connections of the program: the mailbox, and one with a wrong password. */
  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    MailConnections mailConnections(Environment environment) {
      int imap = environment.getRequiredProperty("test.imap", Integer.class);
      int smtp = environment.getRequiredProperty("test.smtp", Integer.class);
      Map<String, String> all = new HashMap<>();
      for (String name : new String[] {"default", "wrong"}) {
        all.put("rivya.mail." + name + ".imap.host", "127.0.0.1");
        all.put("rivya.mail." + name + ".imap.port", Integer.toString(imap));
        all.put("rivya.mail." + name + ".imap.tls", "none");
        all.put("rivya.mail." + name + ".smtp.host", "127.0.0.1");
        all.put("rivya.mail." + name + ".smtp.port", Integer.toString(smtp));
        all.put("rivya.mail." + name + ".smtp.tls", "none");
        all.put("rivya.mail." + name + ".user", GreenMailServer.ADDRESS);
        all.put("rivya.mail." + name + ".password", GreenMailServer.PASSWORD);
        all.put("rivya.mail." + name + ".authserv-id", AUTHSERV_ID);
        all.put("rivya.mail." + name + ".timeout", "1s");
      }
      all.put("rivya.mail.wrong.password", "not-the-password");
      return MailOf.settings(all);
    }
  }
}
