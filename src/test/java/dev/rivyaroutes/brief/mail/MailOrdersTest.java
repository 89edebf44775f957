package dev.rivyaroutes.brief.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mails order something, and what they order. */
class MailOrdersTest extends MailTestBase {
  private static final String PNG = Base64.getEncoder().encodeToString(Briefs.PNG);

  private void mail(String headers, String text) throws Exception {
    house.server.deliver(headers + "\n" + text + "\n");
  }

  private static String from(String sender, String subject) {
    return "From: %s\nSubject: %s\nMessage-ID: <%s@example.com>\n"
        .formatted(sender, subject, subject.replace(' ', '-'));
  }

  /** Case 13: only the topmost result of the own server proves a sender. */
  @Test
  void quarantinesForgedSendersAndPaysForNone() throws Exception {
    start("brief", "text");
    String forged = "Authentication-Results: mx.evil.example; dmarc=pass header.from=example.com\n";
    String failed = "Authentication-Results: mx.example.com; dmarc=fail header.from=example.com\n";
    String own = MailHouse.proof("example.com");
    mail(from("a@example.com", "none"), "no result");
    mail(forged + from("a@example.com", "foreign"), "foreign result");
    mail(failed + own + from("a@example.com", "below"), "own name below");
    mail(MailHouse.proof("evil.example") + from("a@example.com", "other"), "other domain");
    mail(
        own + "From: a@example.com, b@evil.example\nSubject: two\nMessage-ID: <2@a>\n",
        "two senders");
    mail(forged + own + failed + from("a@example.com", "proven"), "proven");

    onlyPrompts("proven");
    until(() -> codes().size() == 5);
    assertThat(codes()).containsOnly("sender-not-proven");
    assertThat(house.world.refusals()).isEmpty();
    QuarantinedMessage first = house.world.quarantined().get(4);
    assertThat(first.message().name()).isEqualTo("none");
    assertThat(new String(house.world.store.blobs.get(first.message().raw().sha256())))
        .startsWith("From: a@example.com")
        .contains("no result");
  }

  @Test
  void acceptsOnlyAllowedSenders() throws Exception {
    start("brief", "text", "senders", "Anna@example.com, @shop.example");
    mail(MailHouse.proof("example.com") + from("ANNA@example.com", "a"), "anna");
    mail(MailHouse.proof("example.com") + from("bob@example.com", "b"), "bob");
    mail(MailHouse.proof("shop.example") + from("bob@shop.example", "c"), "bob of the shop");

    onlyPrompts("anna", "bob of the shop");
    until(() -> codes().equals(List.of("sender-not-allowed")));
    assertThat(reason()).startsWith("bob@example.com is not among the senders");
  }

  @Test
  void takesSoManyMailsOfASenderInATime() throws Exception {
    start("brief", "text", "max-per-sender", "2/h");
    for (int i = 1; i <= 3; i++) {
      house.deliver("m" + i, "Order", "mail " + i);
    }
    mail(MailHouse.proof("example.com") + from("bob@example.com", "b"), "bob");

    onlyPrompts("mail 1", "mail 2", "bob");
    until(() -> codes().equals(List.of("sender-rate")));
    assertThat(reason()).contains("anna@example.com", "2 in an hour");
    // A repeat counts once, also after a restart.
    restart("brief", "text", "max-per-sender", "2/h");
    house.deliver("m1", "Order", "mail 1");
    onlyPrompts("mail 1", "mail 2", "bob");
    assertThat(codes()).hasSize(1);
  }

  @Test
  void takesAQuarantinedMailOnOrderWhoeverSentIt() throws Exception {
    start("brief", "text", "max-per-sender", "1/h");
    mail(from("anna@example.com", "invitation") + "Auto-Submitted: auto-generated\n", "automatic");
    mail(from("anna@example.com", "unproven"), "unproven");
    until(() -> codes().size() == 1);

    QuarantinedMessage kept = house.world.quarantined().get(0);
    assertThat(house.world.ledger().replays.order(kept, new Order("ada", null))).isTrue();
    onlyPrompts("unproven");

    assertThat(house.world.quarantined().get(0).outcome()).startsWith("Taken again as job ");
    assertThat(returnAddress()).contains("anna@example.com", "<unproven@example.com>");
    mail(MailHouse.proof("example.com") + from("anna@example.com", "unproven"), "unproven");
    onlyPrompts("unproven");
  }

  private String returnAddress() {
    return house
        .world
        .jdbc()
        .queryForObject("select return_address from job_content", String.class);
  }

  /** Case 12 has the answers of another installation: MailFlowsIT. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vacation-rfc3834",
        "exchange-out-of-office",
        "bounce-google",
        "read-receipt",
        "list-mailman",
        "newsletter-unsubscribe-only",
        "calendar-invite-google",
        "own-mail"
      })
  void makesNoJobOfAutomaticMails(String name) throws Exception {
    start("brief", "text", "sender-proof", "none");
    house.server.deliver(MailHouse.corpus(name));
    house.deliver("1", "Order", "a fox");

    onlyPrompts("a fox");
    assertThat(house.world.refusals()).isEmpty();
    assertThat(house.world.quarantined()).isEmpty();
  }

  /** A mail as a Google Group hands it on. */
  private void listMail(String list, String headers, String id, String text) throws Exception {
    mail(
        """
        %sSubject: Order
        Message-ID: <%s@mail.example>
        To: support@example.com
        Precedence: list
        Mailing-list: list support@example.com; contact support+owners@example.com
        List-ID: <%s>
        List-Post: <https://groups.google.com/a/example.com/group/support/post>, <mailto:support@example.com>
        List-Unsubscribe: <mailto:support+unsubscribe@example.com>
        """
            .formatted(headers, id, list),
        text);
  }

  @Test
  void takesTheMailsOfPersonsByTheListsThatTheFlowNames() throws Exception {
    start("brief", "text", "lists", "Support.example.com, foxes.lists.example");
    String anna = MailHouse.proof("mail.example") + "From: Anna <anna@mail.example>\n";
    listMail("support.example.com", anna, "1", "by the group");
    listMail("news.example.com", anna, "2", "by another list");
    listMail("support.example.com", anna + "Auto-Submitted: auto-replied\n", "3", "out of office");
    listMail("support.example.com", anna + "X-Rivya-Routes: 1\n", "4", "an answer of this program");
    listMail("support.example.com", anna + "Return-Path: <>\n", "5", "a bounce");
    listMail(
        "support.example.com",
        MailHouse.proof("mail.example") + "From: no-reply@mail.example\n",
        "6",
        "a machine");
    listMail("support.example.com", "From: Anna <anna@mail.example>\n", "7", "unproven");
    house.deliver("8", "Order", "without a list");

    onlyPrompts("by the group", "without a list");
    assertThat(codes()).containsExactly("sender-not-proven");
    assertThat(returnAddress("by the group"))
        .contains("\"mail.to\":\"anna@mail.example\"")
        .doesNotContain("support@example.com");
  }

  /**
   * A list writes its own address for senders whose DMARC policy forbids others to send for them.
   */
  @Test
  void neverAnswersAListThatReplacedTheSender() throws Exception {
    start("brief", "text", "lists", "support.example.com");
    String replaced =
        MailHouse.proof("example.com") + "From: 'Anna' via Support <support@example.com>\n";
    listMail(
        "support.example.com",
        replaced + "X-Original-From: Anna <anna@strict.example>\nReply-To: bob@other.example\n",
        "1",
        "of Anna");
    until(() -> codes().size() == 1);
    assertThat(house.world.prompts()).isEmpty();
    assertThat(reason())
        .contains("support.example.com has put its own address")
        .contains("in the place of the sender anna@strict.example");

    QuarantinedMessage kept = house.world.quarantined().get(0);
    assertThat(house.world.ledger().replays.order(kept, new Order("ada", null))).isTrue();
    onlyPrompts("of Anna");
    assertThat(returnAddress("of Anna"))
        .contains("\"mail.to\":\"anna@strict.example\"")
        .doesNotContain("support@example.com");

    restart("brief", "text", "lists", "support.example.com", "sender-proof", "none");
    listMail("support.example.com", replaced + "Reply-To: carl@strict.example\n", "2", "of Carl");
    listMail("support.example.com", replaced, "3", "of nobody");
    onlyPrompts("of Anna", "of Carl");
    until(() -> codes().size() == 2);
    assertThat(returnAddress("of Carl")).contains("\"mail.to\":\"carl@strict.example\"");
  }

  private String returnAddress(String prompt) {
    return house
        .world
        .jdbc()
        .queryForObject(
            "select return_address from job_content where prompt = ?", String.class, prompt);
  }

  @Test
  void refusesAListByItsAddress() {
    assertThatThrownBy(() -> start("lists", "support@example.com"))
        .rootCause()
        .hasMessage(
            "mail-drop-source has \"support@example.com\" in lists; write the List-Id from the headers of the list's mails, such as support.example.com.");
  }

  @Test
  void takesPicturesAsReferencesAndTheThreadAsConversation() throws Exception {
    start();
    house.server.deliver(
        MailHouse.proof("example.com")
            + """
            From: "Anna" <anna@example.com>
            Subject: Re: A fox
            Message-ID: <3@example.com>
            In-Reply-To: <2@example.com>
            References: <1@example.com> <2@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain; charset=utf-8

            Make it red.

            On Mon, 23 Nov 2026 Shop <shop@example.com> wrote:
            > Here is your fox.
            --x
            Content-Type: image/png; name=fox.png
            Content-Disposition: attachment; filename=fox.png
            Content-Transfer-Encoding: base64

            %s
            --x--
            """
                .formatted(PNG));

    onlyPrompts("A fox\n\nMake it red.");
    assertThat(house.world.jdbc().queryForList("select name from job_file", String.class))
        .containsExactly("fox.png");
    assertThat(returnAddress())
        .contains(
            "anna@example.com", "<3@example.com>", "<1@example.com> <2@example.com>", "Re: A fox");
    Map<String, Object> variables = program.probe().variables();
    assertThat(variables)
        .containsEntry("mailSubject", "Re: A fox")
        .containsEntry("mailText", "Make it red.")
        .containsEntry(
            "omittedText",
            "On Mon, 23 Nov 2026 Shop <shop@example.com> wrote:\n> Here is your fox.")
        .containsEntry("mailSender", "anna@example.com")
        .containsEntry("conversation", "<1@example.com>");
    assertThat(program.probe().headers()).isEmpty();
    assertThat(
            house.world.jdbc().queryForList("select omitted_text from job_content", String.class))
        .containsExactly((String) variables.get("omittedText"));
  }

  @Test
  void takesAttachedBriefsInPlaceOfTheText() throws Exception {
    start();
    house.server.deliver(
        MailHouse.proof("example.com")
            + """
        From: anna@example.com
        Subject: Three orders
        Message-ID: <1@example.com>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=x

        --x
        Content-Type: text/plain

        See the files.
        --x
        Content-Type: text/csv; name=orders.csv
        Content-Disposition: attachment; filename=orders.csv

        prompt
        a fox
        a cat
        --x
        Content-Type: application/json; name=one.json
        Content-Disposition: attachment; filename=one.json

        {"prompt": "a dog", "references": ["Fox.png"]}
        --x
        Content-Type: application/json; name=bad.json
        Content-Disposition: attachment; filename=bad.json

        {"promt": "a bear"}
        --x
        Content-Type: image/png; name=fox.png
        Content-Disposition: attachment; filename=fox.png
        Content-Transfer-Encoding: base64

        %s
        --x--
        """
                .formatted(PNG));

    onlyPrompts("a fox", "a cat", "a dog");
    until(() -> codes().equals(List.of("refused")));
    assertThat(house.world.refusals()).hasSize(1).allMatch(cause -> cause.contains("promt"));
  }

  @Test
  void refusesAnEncryptedMailInWordsThatTheSenderGets() throws Exception {
    start("sender-proof", "none");
    house.server.deliver(MailHouse.corpus("smime-encrypted"));

    until(() -> codes().equals(List.of("refused")));
    assertThat(house.world.refusals()).hasSize(1).allMatch(cause -> cause.contains("encrypted"));
    assertThat(returnAddress()).contains("mail.to");
  }

  @Test
  void keepsAMailThatIsTooLarge() throws Exception {
    start();
    house.deliver("large", "A large one", "x".repeat(9_000_000));
    house.deliver("1", "a fox", "");

    until(() -> house.world.prompts().equals(List.of("a fox")));
    assertThat(codes()).containsExactly("mail-too-large");
    assertThat(house.world.quarantined().get(0).message().name()).isEqualTo("A large one");
  }
}
