package dev.rivyaroutes.brief.mail.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What a mail is known by, which files it has, and what it may not exceed. */
class ReadMailTest {
  private static final String MAIL =
      """
      Message-ID: <m1@example.com>
      From: Ann <ann@example.com>
      Date: Fri, 27 Nov 2026 10:00:00 +0100
      Subject: A fox
      Content-Type: text/plain

      A red fox.
      In snow.
      """;

  @Test
  void isTheSameBriefHoweverItCame() throws Exception {
    String id = RawMail.facts(MAIL).id();

    assertThat(id).matches("<m1@example.com> [0-9a-f]{64}");
    assertThat(RawMail.facts("Received: by another way\nX-Spam: no\n" + MAIL).id()).isEqualTo(id);
    assertThat(RawMail.facts(MAIL.getBytes(StandardCharsets.US_ASCII)).id()).isEqualTo(id);
    assertThat(RawMail.facts(MAIL + "\n\n").id()).isEqualTo(id);
    assertThat(RawMail.facts(MAIL.replace("Subject: A fox", "Subject:  A\n\tfox")).id())
        .isEqualTo(id);
  }

  @Test
  void isAnotherBriefWhenItSaysSomethingElse() throws Exception {
    List<String> others =
        List.of(
            MAIL.replace("red", "blue"),
            MAIL.replace("red fox.\n", "red fox.\n\n"),
            MAIL.replace("A fox", "Two foxes"),
            MAIL.replace("ann@", "bob@"),
            MAIL.replace("10:00:00", "10:00:01"),
            MAIL.replace("<m1@", "<m2@"));

    assertThat(others.stream().map(ReadMailTest::id))
        .doesNotHaveDuplicates()
        .doesNotContain(id(MAIL));
  }

  @Test
  void hasAnIdWithoutAMessageId() throws Exception {
    String none = MAIL.substring(MAIL.indexOf('\n') + 1);

    assertThat(id(none)).matches("- [0-9a-f]{64}");
    assertThat(id("Message-ID: <" + "x".repeat(800) + "@a>\n" + none))
        .matches("<[0-9a-f]{64}> [0-9a-f]{64}");
    assertThat(id("Message-ID: not an id\n" + none)).startsWith("- ");
    assertThat(id("Message-ID: bare@example.com\n" + none)).startsWith("<bare@example.com> ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "<c@x>|<b@x>|<a@x> <b@x>|<a@x>",
        "<c@x>|<b@x>||<b@x>",
        "<c@x>|||<c@x>",
        "<c@x>|Your message of Friday <b@x>||<b@x>",
        "<c@x>||<a@x><b@x>|<a@x>",
        "|||null",
        "<c@x>|garbage|more garbage|<c@x>",
      })
  void findsTheRootOfTheThread(String own, String answered, String references, String root)
      throws Exception {
    MailThread thread =
        RawMail.facts(
                "Message-ID: %s\nIn-Reply-To: %s\nReferences: %s\n\nx"
                    .formatted(own, answered, references)
                    .replace("null", ""))
            .thread();

    assertThat(thread.root()).isEqualTo(root);
  }

  @Test
  void keepsTheEndsOfALongThread() throws Exception {
    StringBuilder references = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      references.append("<").append(i).append("@x>\n ");
    }
    MailThread thread = RawMail.facts("References: " + references + "\n\nx").thread();

    assertThat(thread.references()).hasSize(50).startsWith("<0@x>").endsWith("<498@x>", "<499@x>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "Fri, 27 Nov 2026 10:00:00 +0100|2026-11-27T09:00:00Z",
        "27 Nov 2026 10:00 GMT (now)|2026-11-27T10:00:00Z",
        "yesterday|null",
        "|null",
        "Fri, 27 Nov 99999 10:00:00 +0100|null",
        "Mon, 01 Jan 1900 00:00:00 +0000|null",
      })
  void takesAnyDate(String written, String date) throws Exception {
    String header = written == null ? "" : "Date: " + written + "\n";
    MailFacts facts = RawMail.facts(header + "From: a@b.example\n\nx");

    assertThat(facts.date() == null ? null : facts.date().toString()).isEqualTo(date);
  }

  @Test
  void takesPicturesWithinTheTextAsToldTo() throws Exception {
    byte[] mail = RawMail.named("gmail-inline-photo-and-logo");

    assertThat(names(mail, InlinePictures.PICTURES)).containsExactly("image.png");
    assertThat(names(mail, InlinePictures.ALL))
        .containsExactly("image.png", "logo.png", "banner.png");
    assertThat(names(mail, InlinePictures.NONE)).isEmpty();
    assertThat(names(RawMail.named("three-of-one-name"), InlinePictures.NONE)).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"jpg,150,150,32,1", "jpg,149,800,90,0", "png,800,149,90,0", "jpg,800,800,31,0"})
  void takesRealPicturesOnly(String format, int width, int height, int kilobytes, int files)
      throws Exception {
    byte[] mail =
        RawMail.wire(
            """
            Content-Type: multipart/related; boundary=m

            --m
            Content-Type: text/html

            <p>See <img src="cid:p"></p>
            --m
            Content-Type: image/%s
            Content-ID: <p>
            Content-Transfer-Encoding: base64

            @@%s %d %d %d@@
            --m--
            """
                .formatted(format, format, width, height, kilobytes));

    assertThat(names(mail, InlinePictures.PICTURES)).hasSize(files);
  }

  @Test
  void opensAFileAsOftenAsItIsNeeded() throws Exception {
    byte[] picture = RawMail.picture("jpg", 400, 300, 40);
    try (MailContent mail = RawMail.read(RawMail.named("gmail-photo-attached"))) {
      MailAttachment file = mail.facts().attachments().get(0);
      assertThat(file.size()).isEqualTo(picture.length);
      for (int i = 0; i < 2; i++) {
        try (InputStream in = mail.open(file)) {
          assertThat(in.readAllBytes()).isEqualTo(picture);
        }
      }
      try (InputStream raw = mail.openRaw()) {
        assertThat(raw.readAllBytes()).isEqualTo(RawMail.named("gmail-photo-attached"));
      }
    }
  }

  @Test
  void opensTheFilesOfContainers() throws Exception {
    try (MailContent mail = RawMail.read(RawMail.named("winmail-html"))) {
      try (InputStream in = mail.open(mail.facts().attachments().get(1))) {
        assertThat(in.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("prompt\na\n");
      }
    }
  }

  @Test
  void refusesAMailOverTheLimitInWords() {
    ReadMail small = new ReadMail(DataSize.ofBytes(100));
    byte[] mail = RawMail.wire(MAIL);

    assertThatThrownBy(() -> small.read(new ByteArrayInputStream(mail), InlinePictures.ALL))
        .isInstanceOf(MailRefused.class)
        .hasMessage(
            "The mail is larger than the 100 bytes of rivya.brief.mail. Send it with smaller attachments, or raise the limit.");
    assertThatThrownBy(() -> RawMail.read(new byte[0]))
        .isInstanceOf(MailRefused.class)
        .hasMessageContaining("The mail is empty");
  }

  @Test
  void refusesMoreHeadersThanAMailHas() {
    byte[] mail = RawMail.wire("A: b\n".repeat(300_000) + "\nx");

    assertThatThrownBy(() -> RawMail.read(mail))
        .isInstanceOf(MailRefused.class)
        .hasMessageContaining("The headers of the mail have more than 1048576 bytes.");
  }

  @Test
  void passesOnAFailureOfItsSource() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> new ReadMail(DataSize.ofMegabytes(1)).read(broken, InlinePictures.ALL))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void knowsWhoSentAMailThatItCannotUse() throws Exception {
    MailFacts facts = RawMail.facts(RawMail.named("smime-encrypted"));

    assertThat(facts.refusal().reason())
        .isEqualTo(
            "The mail is encrypted with S/MIME, and the program has no key to open it. Send it without encryption.");
    assertThat(facts.sender().from()).hasToString("ann@example.com");
    assertThat(facts.id()).startsWith("<m1@example.com> ");
    MailFacts many =
        RawMail.facts(
            "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n"
                + "--m\n\nx\n".repeat(1_001));
    assertThat(many.refusal().code()).isEqualTo("mail-too-complex");
    assertThat(many.sender().from()).hasToString("a@b.example");
  }

  @Test
  void unpacksNoMoreThanAMailMayHave() throws Exception {
    String inner = "Content-Type: text/plain\n\n" + "x".repeat(700);
    String mail =
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
            + RawMail.base64(
                RawMail.wire(
                    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                        + RawMail.base64(RawMail.wire(inner))));
    byte[] raw = RawMail.wire(mail);

    try (MailContent read =
        new ReadMail(DataSize.ofBytes(raw.length))
            .read(new ByteArrayInputStream(raw), InlinePictures.ALL)) {
      assertThat(read.facts().remarks())
          .singleElement()
          .asString()
          .contains("larger than a mail may be");
    }
  }

  private static List<String> names(byte[] mail, InlinePictures inline) throws Exception {
    try (MailContent read = RawMail.read(mail, inline)) {
      return read.facts().attachments().stream().map(MailAttachment::name).toList();
    }
  }

  private static String id(String mail) {
    try {
      return RawMail.facts(mail).id();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
