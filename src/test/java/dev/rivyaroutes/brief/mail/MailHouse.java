package dev.rivyaroutes.brief.mail;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.MailOf;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.SilentProxy;
import jakarta.mail.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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

  /** A mail of the corpus. */
  static String corpus(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/mails", name + ".eml"));
  }

  /** The temporary files of mails that this process has open. */
  static List<String> temporaryFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(MailHouse::target).filter(name -> name.contains("rivya-mail-")).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed meanwhile.
    }
  }

  private ImapHostManager host() {
    return server.greenMail().getManagers().getImapHostManager();
  }

  private GreenMailUser user() {
    return server.greenMail().getUserManager().getUserByEmail(GreenMailServer.ADDRESS);
  }

  MailFolder folder(String name) {
    return host().getFolder(user(), name);
  }

  void createFolder(String name) throws Exception {
    host().createMailbox(user(), name);
  }

  void append(String name, String raw) throws Exception {
    folder(name).appendMessage(GreenMailServer.message(raw), new Flags(), new Date());
  }

  /** The same folder with new UIDs, as after a restore; it is empty. */
  void replaceFolder(String name) throws Exception {
    long before = folder(name).getUidValidity();
    // The server makes it of the seconds.
    Awaitility.await().until(() -> Instant.now().getEpochSecond() > before);
    host().deleteMailbox(user(), name);
    host().createMailbox(user(), name);
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
