package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.SilentProxy;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mailbox whose connection is lost, with a word and without one. */
class LostConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final GreenMailServer server = new GreenMailServer();
  private SilentProxy proxy;
  private MailConnections connections;
  private Mailbox inbox;

  @BeforeEach
  void open() throws Exception {
    proxy = new SilentProxy(server.imapPort());
    connections =
        MailOf.settings(
            MailOf.with(
                server.properties("support", proxy.port(), server.smtpPort()),
                "timeout",
                TIMEOUT.toMillis() + "ms"));
    inbox = connections.get("support").openMailbox("INBOX");
  }

  @AfterEach
  void close() throws Exception {
    inbox.close();
    connections.destroy();
    proxy.close();
    server.close();
  }

  @Test
  void keepsOneConnectionOverFiftyReconnects() throws Exception {
    server.deliver("Subject: one\nMessage-ID: <1@example.com>\n\nx\n");
    for (int i = 0; i < 50; i++) {
      assertThat(inbox.status().messages()).isEqualTo(1);
      inbox.awaitNews(() -> {});
      assertThat(inbox.uidsAfter(0, 10)).hasSize(1);
      assertThat(proxy.connections()).isEqualTo(1);
      proxy.breakConnections();
    }
    assertThat(inbox.status().messages()).isEqualTo(1);
    await().until(() -> proxy.connections() == 1);
    await().untilAsserted(() -> assertThat(idleThreads()).isLessThanOrEqualTo(1));
    inbox.close();
    await().until(() -> proxy.connections() == 0);
    await().untilAsserted(() -> assertThat(idleThreads()).isZero());
  }

  private static long idleThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("mail-idle-support"))
        .count();
  }

  @Test
  void findsAConnectionThatFellSilent() throws Exception {
    inbox.status();
    inbox.awaitNews(() -> {});
    proxy.fallSilent();

    long start = System.nanoTime();
    assertThatThrownBy(inbox::status)
        .isInstanceOfSatisfying(
            MailFailed.class, lost -> assertThat(lost.why()).isEqualTo(Why.LOST))
        .hasMessageContaining("sent nothing for 3 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(4));
    proxy.speak();
    server.deliver("Subject: one\nMessage-ID: <1@example.com>\n\nx\n");
    assertThat(inbox.status().messages()).isEqualTo(1);
  }

  @Test
  void readsAMailToItsEndOverALostConnection() throws Exception {
    server.deliver("Subject: large\nMessage-ID: <l@example.com>\n\n" + "line\n".repeat(500_000));
    long uid = inbox.uidsAfter(0, 1).get(0);
    long size = inbox.summary(uid).orElseThrow().size();

    try (InputStream in = inbox.open(uid)) {
      byte[] first = in.readNBytes(1000);
      proxy.breakConnections();
      assertThat(first.length + in.readAllBytes().length).isEqualTo(size);
    }
  }

  @Test
  void saysThatTheServerIsAwayAndComesBackWithIt() throws Exception {
    inbox.status();
    proxy.shut();

    assertThatThrownBy(inbox::status)
        .isInstanceOfSatisfying(
            MailFailed.class, away -> assertThat(away.why()).isEqualTo(Why.UNREACHABLE))
        .hasMessage(
            "Mail connection support cannot open the folder INBOX: 127.0.0.1:%d refuses connections. Check rivya.mail.support.imap.host, rivya.mail.support.imap.port and the network."
                .formatted(proxy.port()));
    proxy.open();
    assertThat(inbox.status().messages()).isZero();
  }

  @Test
  void refusesUidsOfAFolderThatWasReplaced() throws Exception {
    server.deliver("Subject: one\nMessage-ID: <1@example.com>\n\nx\n");
    try (Mailbox place = connections.get("support").openMailbox("INBOX")) {
      place.move(place.uidsAfter(0, 1).get(0), "Place");
    }
    Mailbox folder = connections.get("support").openMailbox("Place");
    long before = folder.status().uidValidity();
    long uid = folder.uidsAfter(0, 1).get(0);
    // The server makes it of the seconds.
    await().until(() -> Instant.now().getEpochSecond() > before);
    replaceFolder("Place");
    proxy.breakConnections();

    assertThatThrownBy(() -> folder.summary(uid))
        .isInstanceOfSatisfying(
            MailFailed.class, other -> assertThat(other.why()).isEqualTo(Why.RENUMBERED));
    assertThatThrownBy(() -> folder.uidsAfter(0, 1)).hasMessageContaining("UIDVALIDITY");
    assertThat(folder.status().uidValidity()).isNotEqualTo(before);
    assertThat(folder.uidsAfter(0, 1)).isEmpty();
    folder.close();
  }

  private void replaceFolder(String name) throws Exception {
    var store = server.greenMail().getManagers().getImapHostManager();
    var user =
        server.greenMail().getManagers().getUserManager().getUserByEmail(GreenMailServer.ADDRESS);
    store.deleteMailbox(user, name);
    store.createMailbox(user, name);
  }

  @Test
  void closesAtOnceWhileACallWaits() throws Exception {
    inbox.status();
    proxy.fallSilent();
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                inbox.status();
                return null;
              } catch (MailFailed e) {
                return e;
              }
            });
    await().until(() -> !waiting.isDone());
    inbox.close();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOf(MailFailed.class);
    assertThatThrownBy(inbox::status).hasMessageContaining("the program is stopping");
  }
}
