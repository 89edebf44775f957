package dev.rivyaroutes.brief.mail.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.mail.content.sender.ProveSender;
import dev.rivyaroutes.brief.mail.content.sender.SenderRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Whatever a mail holds, it is read in bounded time and memory, or refused in words. */
class AnyMailTest {
  private static final int MUTATED = 2_000;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String MANY_PARTS =
      "Content-Type: multipart/mixed; boundary=m\n\n" + "--m\n\nx\n".repeat(100_000);

  private static final String[] SPLINTERS = {
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "\0",
    "--m\r\n",
    "--m--\r\n",
    "--",
    "=",
    "=\r\n",
    "=?utf-8?b?",
    "=?utf-8?q?=ED=A0=80?=",
    "?=",
    ";",
    "\"",
    "(",
    ")",
    "<",
    ">",
    "@",
    ":",
    "\\",
    ",",
    "Content-Type: multipart/mixed; boundary=\"m\"\r\n",
    "Content-Type: message/rfc822\r\n\r\n",
    "Content-Type: multipart/digest\r\n",
    "Content-Type: application/ms-tnef\r\n",
    "Content-Type: application/pkcs7-mime\r\n",
    "Content-Type: text/html; charset=utf-7\r\n",
    "Content-Type: text/plain; charset=\u0007; format=flowed\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: x-uuencode\r\n",
    "Content-Disposition: attachment; filename*0*=utf-8''%; filename*99999999999=x\r\n",
    "From: \r\n",
    "Date: Fri, 31 Feb -1 99:99:99 +9999\r\n",
    "<blockquote type=cite>",
    "<div class=gmail_quote><div id=appendonsend>",
    "</table></td><p><li><ol></a></pre>",
    "&#xD800;&#0;&#xFFFFFFFF;",
    "\u00ff\u00fe\u00ef\u00bb\u00bf",
    "\u001b$B",
    "> > >",
    "-- \r\n",
    "begin 644 a\r\n"
  };

  @Test
  void endsWithFactsOrARefusal() throws Exception {
    List<byte[]> good = RawMail.names().stream().map(RawMail::named).toList();
    for (int seed = 0; seed < MUTATED; seed++) {
      Random random = new Random(seed);
      byte[] mail = good.get(seed % good.size());
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        mail = mutated(mail, random);
      }
      check("seed " + seed, mail, 64L * 1024 * 1024 + 40L * mail.length);
    }
  }

  @Test
  void takesAnyBytes() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      byte[] noise = new byte[1 + new Random(seed).nextInt(5_000)];
      new Random(seed).nextBytes(noise);
      check("noise " + seed, noise, 64L * 1024 * 1024);
    }
  }

  @Test
  @Timeout(300)
  void readsMailsThatAreMadeToHurt() throws Exception {
    for (Map.Entry<String, byte[]> mail : hostile().entrySet()) {
      check(mail.getKey(), mail.getValue(), 512L * 1024 * 1024 + 120L * mail.getValue().length);
    }
  }

  @Test
  void leavesNoFileBehind(@TempDir Path folder) throws Exception {
    ReadMail read = new ReadMail(DataSize.ofMegabytes(50), folder);
    for (String name : RawMail.names()) {
      try (MailContent mail =
          read.read(new ByteArrayInputStream(RawMail.named(name)), InlinePictures.ALL)) {
        assertThat(mail.rawSize()).isPositive();
        assertThat(folder).isNotEmptyDirectory();
      }
      assertThat(folder).as(name).isEmptyDirectory();
    }
    byte[] refused = RawMail.wire("A: b\n".repeat(300_000) + "\nx");
    assertThatThrownBy(() -> read.read(new ByteArrayInputStream(refused), InlinePictures.ALL))
        .isInstanceOf(MailRefused.class);
    assertThat(folder).isEmptyDirectory();
  }

  private static void check(String name, byte[] raw, long memory) throws Exception {
    long thread = Thread.currentThread().getId();
    long start = System.nanoTime();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    try (MailContent mail = RawMail.read(raw)) {
      MailFacts facts = mail.facts();
      assertThat(facts.id()).as(name).matches("(?s)\\S{1,300} [0-9a-f]{64}");
      assertThat(facts.text().text()).doesNotContain("\0", "\r");
      assertThat(facts.remarks()).allSatisfy(remark -> assertThat(remark).isNotBlank());
      assertThat(facts.attachments().stream().map(file -> file.name().toLowerCase()))
          .as(name)
          .doesNotHaveDuplicates();
      for (MailAttachment file : facts.attachments()) {
        assertThat(file.name()).as(name).doesNotContain("/", "\\", "\0").isNotBlank();
        try (InputStream in = mail.open(file)) {
          assertThat(in.transferTo(OutputStream.nullOutputStream()))
              .as(name + " " + file)
              .isEqualTo(file.size());
        }
      }
      new ProveSender(SenderRule.DMARC, "mx.example").prove(mail.headers(), facts.sender());
    } catch (MailRefused e) {
      assertThat(e.getMessage()).as(name).isNotBlank().doesNotContain("Exception");
    } catch (RuntimeException | IOException e) {
      throw new AssertionError(name + " failed: " + e, e);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LONGEST);
    assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated).as(name).isLessThan(memory);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(random.nextInt(5) == 0 ? 3_000 : 20));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        String splinter = SPLINTERS[random.nextInt(SPLINTERS.length)];
        out.writeBytes(splinter.getBytes(StandardCharsets.ISO_8859_1));
      }
      case 2 -> out.write(random.nextInt(256));
      case 3 -> at = to; // Cut out.
      case 4 -> out.write(bytes, at, to - at); // Doubled.
      default -> at = random.nextInt(4) == 0 ? bytes.length : at; // Cut off.
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static Map<String, byte[]> hostile() {
    String text = "From: a@b.example\nContent-Type: text/plain\n\n";
    String html = "From: a@b.example\nContent-Type: text/html\n\n";
    Map<String, String> mails = new TreeMap<>();
    mails.put("parts", MANY_PARTS);
    mails.put("depth", "Content-Type: multipart/mixed; boundary=m\n\n--m\n".repeat(100_000));
    mails.put("mails in mails", "Content-Type: message/rfc822\n\n".repeat(200_000));
    mails.put("headers", "A: b\n".repeat(1_000_000) + "\nx");
    mails.put("one long header", "Subject: " + "x".repeat(5_000_000) + "\n\nx");
    mails.put("folds", "Subject: x\n" + " y\n".repeat(300_000) + "\nx");
    mails.put("encoded words", "Subject: " + "=?utf-8?q?=".repeat(40_000) + "\n\nx");
    mails.put(
        "comments",
        "From: "
            + "(".repeat(200_000)
            + "\nAuthentication-Results: "
            + "(".repeat(200_000)
            + "\n\nx");
    mails.put("addresses", "From: " + "a@b.example,".repeat(30_000) + "\n\nx");
    mails.put("dots", "From: " + "a.".repeat(100_000) + "@" + "b.".repeat(100_000) + "c\n\nx");
    mails.put("parameters", "Content-Type: text/plain" + "; a*1*=%41".repeat(50_000) + "\n\nx");
    mails.put(
        "quotes in a name",
        "Content-Disposition: attachment; filename=" + "\"\\\" ".repeat(60_000) + "\n\nx");
    mails.put("quotation marks", text + ">".repeat(3_000_000));
    mails.put("lines", text + "\n".repeat(3_000_000));
    mails.put("colons", text + "On 10:00 a@b wrote\n".repeat(100_000) + ":");
    mails.put("labels", text + "From: x\n".repeat(200_000));
    mails.put("flowed", "Content-Type: text/plain; format=flowed\n\n" + "a \n".repeat(500_000));
    mails.put("nested elements", html + "<div>".repeat(95_000));
    mails.put("nested quotations", html + "<blockquote type=cite>".repeat(90_000));
    mails.put("nested attributions", html + "<div class=gmail_attr>".repeat(90_000) + "x");
    mails.put("formatting", html + "<b><i><a href=x>".repeat(30_000) + "x");
    mails.put("tables", html + "<table><tr><td>".repeat(30_000) + "x");
    mails.put("misnested", html + "<a><p></a><table><b>".repeat(20_000));
    mails.put("elements", html + "<br>".repeat(900_000));
    mails.put(
        "attributes", html + "<p " + "a".repeat(1_000_000) + "='" + " b=c".repeat(200_000) + ">x");
    mails.put("utf-7", "Content-Type: text/plain; charset=utf-7\n\n" + "+".repeat(2_000_000));
    mails.put("meta", html + "<meta ".repeat(90_000));
    mails.put("pgp", text + "-----BEGIN PGP SIGNED MESSAGE-----\n" + "A: b\n".repeat(100_000));
    mails.put("message ids", "References: " + "<a".repeat(400_000) + "\n\nx");
    mails.put("rfc822 in base64", nested(6));
    mails.put(
        "uuencode",
        "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n"
            + "M".repeat(1_000_000));
    mails.put(
        "large attachment",
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
            + "QUJD".repeat(19).concat("\n").repeat(300_000));
    Map<String, byte[]> all = new TreeMap<>();
    mails.forEach((name, mail) -> all.put(name, RawMail.wire(mail)));
    all.put("signed set", RawMail.bytes("Content-Type: application/pkcs7-mime\n\n", signedSet()));
    all.put(
        "nested structure",
        RawMail.bytes("Content-Type: application/pkcs7-mime\n\n", indefinite()));
    all.put("tnef length", RawMail.bytes("Content-Type: application/ms-tnef\n\n", tnef()));
    return all;
  }

  private static String nested(int times) {
    String mail = "Content-Type: text/plain\n\n" + "x".repeat(1_000_000);
    for (int i = 0; i < times; i++) {
      mail =
          "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
              + RawMail.base64(mail.getBytes(StandardCharsets.ISO_8859_1));
    }
    return mail;
  }

  /** Signed data whose set of algorithms is 20 MB of tiny numbers. */
  private static byte[] signedSet() {
    byte[] head = {
      0x30,
      (byte) 0x80,
      6,
      9,
      0x2A,
      (byte) 0x86,
      0x48,
      (byte) 0x86,
      (byte) 0xF7,
      0x0D,
      1,
      7,
      2,
      (byte) 0xA0,
      (byte) 0x80,
      0x30,
      (byte) 0x80,
      2,
      1,
      1,
      0x31,
      (byte) 0x80
    };
    byte[] numbers = new byte[20_000_000];
    for (int i = 0; i + 3 <= numbers.length; i += 3) {
      numbers[i] = 2;
      numbers[i + 1] = 1;
      numbers[i + 2] = 1;
    }
    return RawMail.bytes(head, numbers);
  }

  private static byte[] indefinite() {
    byte[] nested = new byte[2_000_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    return nested;
  }

  /** winmail.dat with attributes that say they have 19 MB each. */
  private static byte[] tnef() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0});
    for (int i = 0; i < 1_000; i++) {
      out.writeBytes(new byte[] {1, 0x06, (byte) 0x90, 0x08, 0, 0, 0, 0x30, 1});
    }
    return out.toByteArray();
  }
}
