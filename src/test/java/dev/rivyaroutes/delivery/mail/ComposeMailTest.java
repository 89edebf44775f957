package dev.rivyaroutes.delivery.mail;

import static dev.rivyaroutes.delivery.mail.MailResults.RETURN_ADDRESS;
import static dev.rivyaroutes.delivery.mail.MailResults.answered;
import static dev.rivyaroutes.delivery.mail.MailResults.asked;
import static dev.rivyaroutes.delivery.mail.MailResults.attachments;
import static dev.rivyaroutes.delivery.mail.MailResults.bytes;
import static dev.rivyaroutes.delivery.mail.MailResults.content;
import static dev.rivyaroutes.delivery.mail.MailResults.html;
import static dev.rivyaroutes.delivery.mail.MailResults.plain;
import static dev.rivyaroutes.delivery.mail.MailResults.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.status.StatusLinks;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Composed mails, written to bytes and read again as their receivers read them. */
class ComposeMailTest {

  private static final String TEAM = "team@example.com";

  private final MemoryMediaStore media = new MemoryMediaStore();
  private StatusLinks status = StatusLinks.OFF;

  @Test
  void answersTheAskerInItsThread() throws Exception {
    Result result = asked(Results.succeeded("in/cat.txt", media.png(1, "first")));

    MimeMessage mail = read(bytes(compose(toAsker(), result, null)));

    assertThat(mail.getMessageID()).isEqualTo("<" + result.deliveryId() + "@example.org>");
    assertThat(mail.getFrom()).containsExactly(new InternetAddress("bot@example.org", "Rivya"));
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("anna@example.com"));
    assertThat(mail.getSubject()).isEqualTo("Re: A cat for the shop");
    assertThat(mail.getHeader("Date", null)).isEqualTo("Mon, 23 Nov 2026 08:00:09 +0000");
    assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<q1@example.com>");
    assertThat(mail.getHeader("References", null)).isEqualTo("<q0@example.com> <q1@example.com>");
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
    assertThat(mail.getHeader("X-Rivya-Routes", null)).isEqualTo(result.deliveryId());
    assertThat(plain(mail))
        .startsWith("Your request is done. The result is 1 file. The file is attached.\n\n- cat-1")
        .contains("Job: " + Results.JOB)
        .doesNotContain(result.prompt(), result.model(), "7.5", "listing-photos");
  }

  @Test
  void tellsFixedReceiversWhatItIsAbout() throws Exception {
    Result result = asked(Results.succeeded("in/cat.txt", media.png(1, "first")));

    MimeMessage mail = read(bytes(compose(to(TEAM), result, null)));

    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress(TEAM));
    assertThat(mail.getSubject()).isEqualTo("in/cat.txt: result");
    assertThat(mail.getHeader("In-Reply-To")).isNull();
    assertThat(mail.getHeader("References")).isNull();
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    assertThat(plain(mail))
        .contains("Flow: listing-photos", "https://routes.example.com/api/jobs/" + Results.JOB);
  }

  @Test
  void showsPicturesByThePartsOfTheMail() throws Exception {
    ResultFile video = new ResultFile(2, "v.mp4", "video/mp4", "mp4", 6, stored("a film"));
    Result result = asked(Results.succeeded("in/cat.txt", media.png(1, "first"), video));

    MimeMessage mail = read(bytes(compose(toAsker(), result, null)));

    String cid = result.deliveryId() + ".file1@example.org";
    assertThat(html(mail)).contains("<img src=\"cid:" + cid + "\" alt=\"cat-1.png\"");
    assertThat(html(mail)).doesNotContainPattern("src=\"(?!cid:)");
    List<Part> files = attachments(mail);
    assertThat(files).hasSize(2);
    assertThat(files.get(0).getHeader("Content-ID")).containsExactly("<" + cid + ">");
    assertThat(files.get(0).getFileName()).isEqualTo("cat-1.png");
    assertThat(content(files.get(0))).asString().isEqualTo("first");
    assertThat(files.get(1).getHeader("Content-ID")).isNull();
    assertThat(files.get(1).getContentType()).startsWith("video/mp4");
    assertThat(content(files.get(1))).asString().isEqualTo("a film");
    MimeMultipart mixed = (MimeMultipart) mail.getContent();
    assertThat(mixed.getContentType()).startsWith("multipart/mixed");
    assertThat(mixed.getBodyPart(0).getContentType())
        .startsWith("multipart/related")
        .contains("type=\"multipart/alternative\"");
  }

  @Test
  void linksWhatDoesNotFit() throws Exception {
    ResultFile large = new ResultFile(1, "v.mp4", "video/mp4", "mp4", 3L << 30, "0".repeat(64));
    Result result = asked(Results.succeeded("in/cat.txt", large, media.png(2, "second")));

    MimeMessage mail = read(bytes(compose(toAsker(), result, null)));

    String link = "https://routes.example.com/api/jobs/" + Results.JOB + "/files/1";
    assertThat(attachments(mail)).hasSize(1);
    assertThat(plain(mail))
        .startsWith("Your request is done. The result is 2 files.\n\n- cat-2.png (6 bytes)\n\n")
        .contains("too large for a mail")
        .contains("require")
        .contains("- cat-1.mp4 (3.0 GB)\n  " + link);
    assertThat(html(mail)).contains("<a href=\"" + link + "\">cat-1.mp4 (3.0 GB)</a>");
  }

  @Test
  void sendsOneFileUnderAnIdOfItsOwn() throws Exception {
    ResultFile second = media.png(2, "second");
    Result result = asked(Results.succeeded("in/cat.txt", media.png(1, "first"), second));

    MimeMessage mail = read(bytes(compose(toAsker(), result, second)));

    assertThat(mail.getMessageID()).isEqualTo("<" + result.deliveryId() + ".2@example.org>");
    assertThat(attachments(mail)).hasSize(1);
    assertThat(content(attachments(mail).get(0))).asString().isEqualTo("second");
  }

  @Test
  void givesTheSameBytesEachTime() throws Exception {
    Result result = asked(Results.succeeded("größe 猫.txt", media.png(1, "a"), media.png(2, "b")));
    byte[] first = bytes(compose(toAsker(), result, null));
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Locale.setDefault(new Locale("ar", "EG"));

      assertThat(bytes(compose(toAsker(), result, null))).isEqualTo(first);
      MimeMessage saved = compose(toAsker(), result, null);
      saved.saveChanges();
      assertThat(bytes(saved)).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void answersInTextAndEscapesIt() throws Exception {
    String answer =
        "Guten Tag, größer & <b>fett</b>\n\n**写真** مرحبا \u200f123\n<img src=http://spy.test/x>\u0007";
    ResultFile copy = new ResultFile(1, "answer.md", "text/markdown", "md", 1, "0".repeat(64));

    MimeMessage mail =
        read(bytes(compose(toAsker(), answered(Results.succeeded("q", copy), answer), null)));

    assertThat(plain(mail)).startsWith(answer.replace("\u0007", ""));
    assertThat(html(mail))
        .contains("größer &amp; &lt;b&gt;fett&lt;/b&gt;\n\n**写真** مرحبا \u200f123")
        .doesNotContain("<b>", "<img", "\u0007");
    assertThat(attachments(mail)).as("the answer is in the text").isEmpty();
  }

  @Test
  void attachesAnAnswerThatIsOnlyInItsFile() throws Exception {
    ResultFile file =
        new ResultFile(
            1, "answer.md", "text/markdown; charset=utf-8", "md", 9, stored("long text"));

    MimeMessage mail = read(bytes(compose(toAsker(), asked(Results.succeeded("q", file)), null)));

    assertThat(plain(mail)).startsWith("The answer is too long for the text of a mail.");
    assertThat(content(attachments(mail).get(0))).asString().isEqualTo("long text");
    assertThat(attachments(mail).get(0).getFileName()).isEqualTo("q-1.md");
  }

  @Test
  void letsNoTextAddAHeader() throws Exception {
    Map<String, String> hostile = new HashMap<>(RETURN_ADDRESS);
    hostile.put("mail.subject", "Re: AW: hi\r\nBcc: spy@evil.test\n\n\u0000\u202etxt.exe\ud83d");
    hostile.put("mail.message-id", "<a@b>\r\nBcc: spy@evil.test");
    hostile.put("mail.references", "<x@y>\r\nBcc: spy@evil.test\r\n<q0@example.com> <bad id>");
    Result result = asked(Results.succeeded("a\r\nBcc: spy@evil.test.txt"), hostile);

    byte[] bytes = bytes(compose(toAsker(), result, null));
    MimeMessage mail = read(bytes);

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\nBcc:", "\u202e");
    assertThat(mail.getSubject()).isEqualTo("Re: hi Bcc: spy@evil.test txt.exe");
    assertThat(mail.getHeader("In-Reply-To")).isNull();
    assertThat(mail.getHeader("X-Rivya-Routes", null)).isEqualTo(result.deliveryId());
    MimeMessage fixed = read(bytes(compose(to(TEAM), result, null)));
    assertThat(fixed.getHeader("Bcc")).isNull();
    assertThat(fixed.getSubject()).isEqualTo("a Bcc: spy@evil.test.txt: result");
  }

  @Test
  void fitsLongSubjectsAndThreads() throws Exception {
    Map<String, String> longer = new HashMap<>(RETURN_ADDRESS);
    longer.put("mail.subject", "🐈".repeat(5_000));
    longer.put("mail.references", "<first@a> " + "<middle@a> ".repeat(100));

    byte[] bytes = bytes(compose(toAsker(), asked(Results.succeeded("q"), longer), null));

    MimeMessage mail = read(bytes);
    assertThat(mail.getSubject()).startsWith("Re: 🐈").endsWith("🐈…").hasSize(4 + 195 * 2 + 1);
    assertThat(mail.getHeader("References", null))
        .startsWith("<first@a>")
        .endsWith("<q1@example.com>");
    assertThat(new String(bytes, StandardCharsets.US_ASCII).split("\r\n"))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(200));
  }

  @Test
  void namesFilesSafelyInAllScripts() throws Exception {
    Result result =
        asked(
            Results.succeeded(
                "../../größe 猫\u202Egnp.exe\r\nX: y\".txt", media.png(1, "a"), media.png(2, "b")));

    List<Part> files = attachments(read(bytes(compose(toAsker(), result, null))));

    assertThat(files.get(0).getFileName()).isEqualTo("größe 猫_gnp.exe__X_ y_-1.png");
    assertThat(files.get(1).getFileName()).endsWith("-2.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "anna@", "a b@example.com", "anna@example.com\r\nBcc: x@y.test"})
  void neverWritesToAnAddressThatIsNoProvenOne(String address) {
    Result result = asked(Results.succeeded("q"), Map.of("mail.to", address));

    DeliveryFailed failed =
        catchThrowableOfType(DeliveryFailed.class, () -> compose(toAsker(), result, null));

    assertThat(failed.permanent()).isTrue();
    assertThat(failed).hasMessageContaining("mail-result-sink").hasMessageContaining(Results.JOB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "<>"})
  void saysThatNobodyAskedByMail(String nullReturnPath) {
    Result result = asked(Results.succeeded("q"), Map.of("mail.to", nullReturnPath));

    assertThatThrownBy(() -> compose(toAsker(), result, null))
        .hasMessageContaining("has no proven asker, so no mail was sent")
        .hasMessageContaining("sender-proof");
  }

  @Test
  void writesDomainsInTheirAsciiForm() throws Exception {
    Result result = asked(Results.succeeded("q"), Map.of("mail.to", "anna@bücher.example"));

    assertThat(read(bytes(compose(toAsker(), result, null))).getAllRecipients())
        .containsExactly(new InternetAddress("anna@xn--bcher-kva.example"));
    Result other = asked(Results.succeeded("q"), Map.of("mail.to", "änna@example.com"));
    assertThatThrownBy(() -> compose(toAsker(), other, null))
        .hasMessageContaining("the part before its @ has characters other than ASCII");
  }

  @Test
  void showsDetailsWhenTheFlowSaysSo() throws Exception {
    Result result = asked(Results.succeeded("q", media.png(1, "a")));
    MailParameters detailed =
        new MailParameters(
            true,
            List.of(),
            MailAddresses.list("cc", "lead@example.com, desk@example.com"),
            MailAddresses.list("reply-to", "desk@example.com"),
            SubjectTemplate.of("[{flow}] {subject} ({status})"),
            100,
            true);

    MimeMessage mail = read(bytes(compose(detailed, result, null)));

    assertThat(plain(mail))
        .contains("The request:\n\n" + result.prompt(), "Model: nano-banana-2", "Credits: 7.5");
    assertThat(html(mail)).contains("50% softer &amp; no text.");
    assertThat(mail.getSubject()).isEqualTo("[listing-photos] A cat for the shop (succeeded)");
    assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("desk@example.com"));
    assertThat(mail.getAllRecipients()).hasSize(3);
  }

  @Test
  void givesTheAskerAloneTheLinkToItsStatus() throws Exception {
    status = StatusLinks.of("https://routes.example.com", new byte[32], Duration.ofDays(30));
    Result result = asked(Results.succeeded("01M8EKMS0TSHF4393J8ECNG6QS", media.png(1, "whole")));
    String link = status.of(result.jobId()).orElseThrow();

    assertThat(plain(compose(toAsker(), result, null)))
        .contains("Its status and result, without a login: " + link);
    assertThat(plain(compose(to("team@example.com"), result, null))).doesNotContain("/status/");
  }

  @Test
  void breaksOffRatherThanSendingHalfAFile() throws Exception {
    Result result = asked(Results.succeeded("q", media.png(1, "whole")));
    MimeMessage mail = compose(toAsker(), result, null);
    media.breaksAfter = 2;

    assertThatThrownBy(() -> mail.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(MediaSource.Broken.class)
        .hasMessage("it has 2 of 5 bytes");
  }

  private MimeMessage compose(MailParameters parameters, Result result, ResultFile one)
      throws Exception {
    InternetAddress from = new InternetAddress("bot@example.org", "Rivya", "UTF-8");
    return new ComposeMail(parameters, from, MailResults.LINKS, status, media).compose(result, one);
  }

  private String stored(String content) {
    return media.png(1, content).sha256();
  }

  private static MailParameters toAsker() {
    return parameters(true, "");
  }

  private static MailParameters to(String addresses) {
    return parameters(false, addresses);
  }

  private static MailParameters parameters(boolean toAsker, String addresses) {
    return new MailParameters(
        toAsker,
        MailAddresses.list("to", addresses),
        List.of(),
        List.of(),
        SubjectTemplate.of(""),
        10_000_000,
        false);
  }
}
