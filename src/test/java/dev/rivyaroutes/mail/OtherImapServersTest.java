package dev.rivyaroutes.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.testing.ScriptedServer;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** IMAP servers that lack what GreenMail has, or answer what no server should. */
class OtherImapServersTest {

  /** The mailbox of a test. */
  private interface Use {
    void of(Mailbox inbox, ScriptedServer server) throws Exception;
  }

  private static void with(ImapScript script, Use use) throws Exception {
    try (ScriptedServer server = new ScriptedServer(script)) {
      MailConnections connections =
          MailOf.settings(
              MailOf.with(
                  Map.of(),
                  "imap.host",
                  "127.0.0.1",
                  "imap.port",
                  Integer.toString(server.port()),
                  "imap.tls",
                  "none",
                  "user",
                  "shop@example.com",
                  "password",
                  "not-the-secret-of-imap",
                  "timeout",
                  "5s"));
      try (Mailbox inbox = connections.get("support").openMailbox("INBOX")) {
        use.of(inbox, server);
      }
      connections.destroy();
    }
  }

  private static void assertSent(ScriptedServer server, String... commands) {
    assertThat(server.heard.stream().map(line -> line.replaceFirst("^\\S+ ", "")))
        .containsSubsequence(commands);
  }

  @Test
  void movesByCopyAndRemovesOnlyThisMail() throws Exception {
    with(
        new ImapScript().capabilities("UIDPLUS"),
        (inbox, server) -> {
          inbox.move(7, "Done");
          assertSent(
              server, "UID COPY 7 Done", "UID STORE 7 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 7");
        });
  }

  @Test
  void leavesAMovedMailMarkedWhereOnlyAPlainExpungeWouldRemoveIt() throws Exception {
    with(
        new ImapScript(),
        (inbox, server) -> {
          inbox.move(7, "Done");
          assertSent(server, "UID COPY 7 Done", "UID STORE 7 +FLAGS.SILENT (\\Deleted)");
          assertThat(server.heard).noneMatch(line -> line.contains("EXPUNGE"));
        });
  }

  @Test
  void setsAKeywordOnlyWhereItIsKept() throws Exception {
    with(
        new ImapScript(),
        (inbox, server) -> {
          assertThat(inbox.flag(7, "$RivyaRoutes")).isEqualTo("$RivyaRoutes");
          assertSent(server, "UID STORE 7 +FLAGS.SILENT ($RivyaRoutes)");
        });
    with(
        new ImapScript().permanentFlags("\\Seen \\Flagged"),
        (inbox, server) -> {
          assertThat(inbox.flag(7, "$RivyaRoutes")).isEqualTo("\\Flagged");
          assertSent(server, "UID STORE 7 +FLAGS.SILENT (\\Flagged)");
        });
  }

  @Test
  void awaitsNoNewsWhereThereIsNoIdle() throws Exception {
    with(
        new ImapScript()
            .answering(
                "STATUS", "* STATUS INBOX (UIDVALIDITY 42 UIDNEXT 10 MESSAGES 3)\r\nOK done"),
        (inbox, server) -> {
          assertThat(inbox.status().uidNext()).isEqualTo(10);
          inbox.awaitNews(() -> {});
          assertThat(inbox.status().uidValidity()).isEqualTo(42);
          assertThat(server.heard).noneMatch(line -> line.contains("IDLE"));
          assertThat(server.connections()).isEqualTo(1);
        });
  }

  /** The mail is to blame, not the connection: it is there, and the server sends no sense. */
  @Test
  void blamesTheMailWhenItsAnswerCannotBeParsed() throws Exception {
    with(
        new ImapScript()
            .answering(
                "FETCH", "* 1 FETCH (UID 7 INTERNALDATE \"the day\" RFC822.SIZE 5)\r\nOK done")
            .answering("SEARCH", "* SEARCH 7\r\nOK done"),
        (inbox, server) -> {
          assertRefused(() -> inbox.summary(7), "its answer for this mail cannot be parsed");
          assertRefused(
              () -> inbox.open(7).readAllBytes(), "its answer for this mail cannot be parsed");
          assertThat(server.connections()).isEqualTo(1);
        });
  }

  @Test
  void blamesTheMailWhenTheServerRefusesIt() throws Exception {
    with(
        new ImapScript().answering("FETCH", "NO [SERVERBUG] corrupted index"),
        (inbox, server) -> assertRefused(() -> inbox.summary(7), "corrupted index"));
  }

  private static void assertRefused(Callable<?> call, String words) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            MailFailed.class, refused -> assertThat(refused.why()).isEqualTo(Why.REFUSED))
        .hasMessageContaining(words)
        .hasMessageContaining("UID 7");
  }

  /** Some servers count another size than they send. */
  @Test
  void readsToTheEndWhateverSizeTheServerClaims() throws Exception {
    with(
        new ImapScript() {
          private int calls;

          @Override
          String answer(String command, String usual) {
            if (!command.equals("FETCH")) {
              return usual;
            }
            calls++;
            return calls <= 2
                ? "* 1 FETCH (UID 7 RFC822.SIZE 9999 BODY[]<0> \"part\")\r\nOK done"
                : "* 1 FETCH (UID 7 RFC822.SIZE 9999 BODY[]<8> \"\")\r\nOK done";
          }
        },
        (inbox, server) ->
            assertThat(new String(inbox.open(7).readAllBytes(), ISO_8859_1)).isEqualTo("partpart"));
  }

  @Test
  void findsTheFolderThatTheServerMarksAsThatOfSentMail() throws Exception {
    with(
        new ImapScript()
            .answering(
                "LIST",
                "* LIST (\\HasNoChildren) \"/\" Sent\r\n* LIST (\\HasNoChildren \\Sent) \"/\" \"[Gmail]/Gesendet\"\r\nOK done"),
        (inbox, server) -> assertThat(inbox.sentFolder()).contains("[Gmail]/Gesendet"));
  }
}
