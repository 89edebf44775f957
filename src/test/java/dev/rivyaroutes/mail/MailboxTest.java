package dev.rivyaroutes.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.mail.imap.MailSummary;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.imap.MailboxStatus;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.testing.GreenMailServer;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mailbox on a real IMAP server. */
class MailboxTest {

  private static final String RAW =
      "From: anna@example.com\nTo: shop@example.com\nSubject: A photo [\nMessage-ID: <%s@example.com>\n\nText of %s\n";

  private final GreenMailServer server = new GreenMailServer();
  private final MailConnections connections = MailOf.settings(server.properties("support"));
  private final Mailbox inbox = connections.get("support").openMailbox("INBOX");

  @AfterEach
  void close() throws Exception {
    inbox.close();
    connections.destroy();
    server.close();
  }

  private void deliver(String... ids) throws Exception {
    for (String id : ids) {
      server.deliver(RAW.formatted(id, id));
    }
  }

  private String text(long uid) throws Exception {
    try (InputStream in = inbox.open(uid)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void readsByUidAndMarksNothingAsSeen() throws Exception {
    MailboxStatus empty = inbox.status();
    assertThat(empty.messages()).isZero();
    assertThat(inbox.uidsAfter(0, 10)).isEmpty();
    deliver("a", "b", "c");

    MailboxStatus status = inbox.status();
    assertThat(status.uidValidity()).isEqualTo(empty.uidValidity()).isPositive();
    assertThat(status.messages()).isEqualTo(3);
    List<Long> uids = inbox.uidsAfter(0, 10);
    assertThat(uids).hasSize(3).isSorted();
    assertThat(status.uidNext()).isEqualTo(uids.get(2) + 1);
    assertThat(inbox.uidsAfter(uids.get(0), 1)).containsExactly(uids.get(1));
    assertThat(inbox.uidsAfter(uids.get(2), 10)).isEmpty();

    MailSummary summary = inbox.summary(uids.get(1)).orElseThrow();
    assertThat(new String(summary.header(), ISO_8859_1))
        .contains("Message-ID: <b@example.com>", "Subject: A photo [")
        .doesNotContain("Text of");
    assertThat(summary.received()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(text(uids.get(1))).contains("Subject: A photo [").endsWith("Text of b\r\n");
    assertThat(summary.size()).isEqualTo(text(uids.get(1)).length());
    assertThat(inbox.summary(uids.get(1)).orElseThrow().flags()).doesNotContain("\\Seen");
  }

  @Test
  void searchesByDateAndMessageId() throws Exception {
    deliver("a", "b");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    assertThat(inbox.uidsSince(today.minusDays(1))).hasSize(2);
    assertThat(inbox.uidsSince(today.plusDays(2))).isEmpty();
    assertThat(inbox.uidsOf("<b@example.com>")).isEqualTo(inbox.uidsAfter(1, 10)).hasSize(1);
    assertThat(inbox.uidsOf("<c@example.com>")).isEmpty();
  }

  @Test
  void streamsALargeMailByteForByte() throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; body.length() < 5_300_000; i++) {
      body.append("line ").append(i).append(" of a large mail\n");
    }
    server.deliver("Subject: large\nMessage-ID: <l@example.com>\n\n" + body);

    String raw = text(inbox.uidsAfter(0, 1).get(0));

    assertThat(raw.substring(raw.indexOf("\r\n\r\n") + 4))
        .isEqualTo(body.toString().replace("\n", "\r\n"));
  }

  @Test
  void flagsWithAKeywordOrWithFlaggedWhereNoneIsKept() throws Exception {
    deliver("a");
    long uid = inbox.uidsAfter(0, 1).get(0);

    String set = inbox.flag(uid, "$RivyaRoutes");

    assertThat(set).isIn("$RivyaRoutes", "\\Flagged");
    assertThat(inbox.summary(uid).orElseThrow().flags()).contains(set).doesNotContain("\\Seen");
  }

  @Test
  void movesIntoAFolderThatItCreates() throws Exception {
    deliver("a", "b");
    List<Long> uids = inbox.uidsAfter(0, 10);

    inbox.move(uids.get(0), "Done für Rivya");
    inbox.move(uids.get(1), "Done für Rivya");
    inbox.move(uids.get(1), "Done für Rivya");

    assertThat(inbox.uidsAfter(0, 10)).isEmpty();
    assertThat(inbox.summary(uids.get(0))).isEmpty();
    try (Mailbox done = connections.get("support").openMailbox("Done für Rivya")) {
      assertThat(done.uidsAfter(0, 10)).hasSize(2);
    }
    assertThatThrownBy(() -> text(uids.get(0)))
        .isInstanceOfSatisfying(
            MailFailed.class, gone -> assertThat(gone.why()).isEqualTo(MailFailed.Why.REFUSED))
        .hasMessageContaining("the mail is not there any more");
  }

  @Test
  void appendsAndFindsTheSentFolder() throws Exception {
    assertThat(connections.get("support").sentFolder()).isEmpty();
    deliver("x");
    inbox.move(inbox.uidsAfter(0, 1).get(0), "Sent");
    assertThat(connections.get("support").sentFolder()).contains("Sent");

    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setText("Hello");
    message.saveChanges();
    message.setHeader("Message-ID", "<sent@example.com>");
    try (Mailbox sent = connections.get("support").openMailbox("Sent")) {
      sent.append(message);
      long uid = sent.uidsOf("<sent@example.com>").get(0);
      assertThat(sent.summary(uid).orElseThrow().flags()).contains("\\Seen");
    }
  }

  @Test
  void namesTheNearestFolder() {
    try (Mailbox wrong = connections.get("support").openMailbox("INBOXX")) {
      assertThatThrownBy(wrong::status)
          .isInstanceOfSatisfying(
              MailFailed.class,
              missing -> assertThat(missing.why()).isEqualTo(MailFailed.Why.FOLDER))
          .hasMessage(
              "Mail connection support cannot open the folder INBOXX: there is no such folder. Did you mean INBOX?");
    }
  }

  @Test
  void hearsOfNewMailWhileItWaits() throws Exception {
    AtomicInteger news = new AtomicInteger();
    inbox.status();
    inbox.awaitNews(news::incrementAndGet);
    deliver("a");

    await().atMost(Duration.ofSeconds(20)).until(() -> news.get() > 0);
    assertThat(inbox.uidsAfter(0, 10)).hasSize(1);
    inbox.awaitNews(news::incrementAndGet);
    int before = news.get();
    deliver("b");
    await().atMost(Duration.ofSeconds(20)).until(() -> news.get() > before);
    assertThat(inbox.uidsAfter(0, 10)).hasSize(2);
  }
}
