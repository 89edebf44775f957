package dev.rivyaroutes.brief.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Flags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What mailboxes and the way to them do to the mail source: cases 1 to 6 of the mail source. */
class MailboxTroubleTest extends MailTestBase {

  private void order(String text) throws Exception {
    house.deliver(text, "Order", text);
  }

  /** Case 1. */
  @Test
  void reportsAConnectionThatDroppedWithoutAWordAndTakesAllMailAfterwards() throws Exception {
    start("brief", "text");
    order("a fox");
    onlyPrompts("a fox");

    house.imap.fallSilent();
    order("a cat");
    until(() -> house.world.source().failures() == 2);
    assertThat(house.world.source().cause()).contains("sent nothing for 1 s");
    order("a dog");
    house.imap.speak();

    onlyPrompts("a fox", "a cat", "a dog");
    until(() -> house.world.source().failures() == 0);
  }

  /** Case 2. */
  @Test
  void hasOneConnectionAndOneJobForEachMailAfterFiftyReconnects() throws Exception {
    start("brief", "text", "max-per-sender", "none");
    String[] texts = new String[50];
    for (int i = 0; i < 50; i++) {
      texts[i] = "mail %02d".formatted(i);
      order(texts[i]);
      house.imap.breakConnections();
      house.world.clock.forward(STEP);
    }

    onlyPrompts(texts);
    until(() -> house.imap.connections() == 1);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("mail-idle"))
        .hasSizeLessThanOrEqualTo(1);
  }

  /** Case 3. */
  @Test
  void takesMailAtTheNextPollWhereTheServerHasStoppedToAnnounceIt() throws Exception {
    start("brief", "text");
    house.imap.fallSilent();
    house.imap.speak();
    order("a fox");

    onlyPrompts("a fox");
    assertThat(house.imap.connections()).isOne();
  }

  @Test
  void takesMailAtOnceWhenTheServerAnnouncesIt() throws Exception {
    start("brief", "text", "delay", "1h");
    order("a fox");

    await()
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .until(() -> house.world.prompts().equals(List.of("a fox")));
  }

  /** Case 4. */
  @Test
  void takesMailThatAPersonHasReadBeforeAndLeavesOthersUnread() throws Exception {
    start("brief", "text");
    house.imap.fallSilent();
    order("a fox");
    order("a cat");
    house.folder("INBOX").getMessages().get(0).setFlag(Flags.Flag.SEEN, true);
    house.imap.speak();

    onlyPrompts("a fox", "a cat");
    assertThat(house.folder("INBOX").getMessages())
        .extracting(mail -> mail.getFlags().contains(Flags.Flag.SEEN))
        .containsExactly(true, false);
  }

  /** Case 5. */
  @Test
  void makesNoSecondJobWhenTheMailboxHasNewUids() throws Exception {
    house.createFolder("Orders");
    start("folder", "Orders", "brief", "text");
    house.append("Orders", MailHouse.mail("1", "Order", "a fox"));
    house.append("Orders", MailHouse.mail("2", "Order", "a cat"));
    onlyPrompts("a fox", "a cat");
    String before = house.world.source().position();

    house.replaceFolder("Orders");
    house.append("Orders", MailHouse.mail("2", "Order", "a cat"));
    house.append("Orders", MailHouse.mail("3", "Order", "a dog"));
    // It was there long before the source began, and was never wanted.
    house.append(
        "Orders",
        "Received: by mx.example.com; Mon, 02 Mar 2020 10:00:00 +0000\n"
            + MailHouse.mail("0", "Order", "years ago"));
    house.append("Orders", MailHouse.mail("1", "Order", "a fox"));
    house.imap.breakConnections();

    onlyPrompts("a fox", "a cat", "a dog");
    MailPosition old = MailPosition.parse(before);
    MailPosition now = MailPosition.parse(house.world.source().position());
    assertThat(now.uidValidity()).isNotEqualTo(old.uidValidity());
    assertThat(now.uid()).isEqualTo(4);
    assertThat(now.isCatchingUp()).isFalse();
    house.append("Orders", MailHouse.mail("4", "Order", "a bear"));
    onlyPrompts("a fox", "a cat", "a dog", "a bear");
  }

  /** Case 6. */
  @Test
  void passesTwelveCorruptMailsAndASubjectWithAnOpenBracket() throws Exception {
    start("brief", "text", "sender-proof", "none", "max-per-sender", "none");
    List<String> corrupt =
        List.of(
            "no-date-no-subject-no-id",
            "absurd-date-and-open-bracket",
            "no-headers-at-all",
            "boundary-never-closed",
            "boundary-not-declared",
            "boundary-that-never-comes",
            "base64-damaged",
            "quoted-printable-damaged",
            "message-rfc822-in-base64",
            "smime-damaged",
            "two-from-headers",
            "smime-encrypted");
    for (String name : corrupt) {
      house.server.deliver(MailHouse.corpus(name));
    }
    order("a fox behind them");

    until(() -> house.world.prompts().contains("a fox behind them"));
    int settled = house.world.prompts().size() + house.world.quarantined().size();
    assertThat(settled).isEqualTo(corrupt.size() + 1);
    assertThat(MailPosition.parse(house.world.source().position()).uid()).isEqualTo(13);
    assertThat(house.world.quarantined())
        .allMatch(one -> !one.message().refusal().reason().isBlank())
        .allMatch(one -> house.world.store.contains(one.message().raw().sha256()));
    assertThat(house.world.refusals()).anyMatch(cause -> cause.contains("encrypted"));
  }

  @Test
  void beginsWithTheMailsThatArriveAfterTheFirstStart() throws Exception {
    order("before");
    start("brief", "text");
    order("after");
    onlyPrompts("after");
    restart("brief", "text");
    order("after the restart");

    onlyPrompts("after", "after the restart");
  }

  @Test
  void beginsWithTheDateOfTheParameterSince() throws Exception {
    house.server.deliver(
        "Received: by mx.example.com; Mon, 02 Mar 2020 10:00:00 +0000\n"
            + MailHouse.mail("old", "Order", "years ago"));
    order("a fox");
    Instant yesterday = house.world.clock.instant().minus(Duration.ofDays(1));
    start("brief", "text", "since", yesterday.toString().substring(0, 10));

    onlyPrompts("a fox");
    order("a cat");
    onlyPrompts("a fox", "a cat");
  }

  @Test
  void flagsAcceptedMailsWithAKeyword() throws Exception {
    start("brief", "text", "after", "flag");
    order("a fox");
    house.server.deliver("From: forged@example.com\n\nunproven\n");

    until(() -> house.world.quarantined().size() == 1);
    assertThat(house.folder("INBOX").getMessages())
        .extracting(mail -> List.of(mail.getFlags().getUserFlags()))
        .containsExactly(List.of("$RivyaRoutes"), List.of());
  }

  @Test
  void movesAcceptedMailsToTheTarget() throws Exception {
    start("brief", "text", "after", "move", "target", "Done");
    order("a fox");
    house.server.deliver("From: forged@example.com\n\nunproven\n");
    order("a cat");

    onlyPrompts("a fox", "a cat");
    assertThat(house.folder("Done").getMessages()).hasSize(2);
    assertThat(house.folder("INBOX").getMessages()).hasSize(1);
    // A person moves a mail back: it is known.
    house.server.deliver(MailHouse.mail("a fox", "Order", "a fox"));
    onlyPrompts("a fox", "a cat");
    assertThat(house.folder("Done").getMessages()).hasSize(3);
  }

  @Test
  void deletesItsTemporaryFiles() throws Exception {
    start("brief", "text");
    for (int i = 0; i < 5; i++) {
      order("mail " + i);
    }
    onlyPrompts("mail 0", "mail 1", "mail 2", "mail 3", "mail 4");

    assertThat(MailHouse.temporaryFiles()).isEmpty();
  }
}
