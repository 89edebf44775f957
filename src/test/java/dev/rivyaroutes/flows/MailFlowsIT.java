package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.ledger.source.Sources;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.chat.PaidTurn;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.OnlyTheProgram;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shipped flows photo-mail and support-mailbox, whole, at two mailboxes of a real server. */
class MailFlowsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String SHOP = GreenMailServer.ADDRESS;
  private static final String DESK = "desk@example.com";
  private static final String ANNA = "anna@example.com";

  @TempDir static Path folder;

  private static final GreenMailServer SERVER = new GreenMailServer();
  private static SimulatedRivya rivya;
  private static ConfigurableApplicationContext program;

  @BeforeAll
  static void start() {
    for (String address : List.of(DESK, ANNA)) {
      SERVER.greenMail().setUser(address, address, GreenMailServer.PASSWORD);
    }
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    rivya.timing(Timing.AT_ONCE);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"),
                "rivya.media.store=file:" + folder.resolve("media"),
                "rivya.routes=file:routes/photo-mail.camel.yaml,file:routes/support-mailbox.camel.yaml",
                "rivya.accounts.production-image-workflow.base-url=" + rivya.baseUri(),
                "rivya.accounts.production-image-workflow.api-key=" + SimulatorSettings.DEFAULT_KEY,
                "rivya.accounts.production-image-workflow.rate=200/s",
                "rivya.wait.first=100ms",
                "rivya.wait.interval=200ms..300ms",
                "rivya.mail.default.authserv-id=mx.example.com",
                "photo-mail.enabled=true",
                "support-mailbox.enabled=true",
                // Whoever writes is believed, so that only the headers of the answers end a loop.
                "support-mailbox.sender-proof=none",
                "support-mailbox.connection=desk",
                "rivya.mail.desk.user=" + DESK));
    SERVER.properties("desk").forEach((key, value) -> put(settings, key, value));
    SERVER.properties("default").forEach((key, value) -> put(settings, key, value));
    SpringApplication whole = new SpringApplication(RivyaRoutes.class);
    whole.addInitializers(
        context -> context.getBeanFactory().registerSingleton("only", new OnlyTheProgram()));
    program = whole.run(settings.stream().map(s -> "--" + s).toArray(String[]::new));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                program.getBean(Sources.class).all().stream()
                        .filter(source -> source.polledAt() != null)
                        .count()
                    == 2);
  }

  private static void put(List<String> settings, String key, String value) {
    if (settings.stream().noneMatch(one -> one.startsWith(key + "="))) {
      settings.add(key + "=" + value);
    }
  }

  @AfterAll
  static void stop() {
    program.close();
    rivya.close();
    SERVER.close();
  }

  private static GreenMailUser user(String address) {
    return SERVER.greenMail().getUserManager().getUserByEmail(address);
  }

  private static void deliver(String to, String raw) throws Exception {
    user(to).deliver(GreenMailServer.message(raw));
  }

  private static String proven(String from, String id, String subject) {
    return """
        Authentication-Results: mx.example.com; dmarc=pass header.from=example.com
        From: %s
        Subject: %s
        Message-ID: <%s@example.com>
        MIME-Version: 1.0
        """
        .formatted(from, subject, id);
  }

  private static List<MimeMessage> mails(String address) throws Exception {
    return SERVER
        .greenMail()
        .getManagers()
        .getImapHostManager()
        .getInbox(user(address))
        .getMessages()
        .stream()
        .map(StoredMessage::getMimeMessage)
        .toList();
  }

  private static MimeMessage answerTo(String id) throws Exception {
    await().atMost(LIMIT).until(() -> answers(id).size() == 1);
    return answers(id).get(0);
  }

  private static List<MimeMessage> answers(String id) throws Exception {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : mails(ANNA)) {
      if (("<" + id + "@example.com>").equals(mail.getHeader("In-Reply-To", null))) {
        found.add(mail);
      }
    }
    return found;
  }

  private static String text(Part part) throws Exception {
    if (part.isMimeType("text/plain") && part.getFileName() == null) {
      return (String) part.getContent();
    }
    StringBuilder text = new StringBuilder();
    if (part.getContent() instanceof Multipart several) {
      for (int i = 0; i < several.getCount(); i++) {
        text.append(text(several.getBodyPart(i)));
      }
    }
    return text.toString();
  }

  private static List<byte[]> images(Part part) throws Exception {
    List<byte[]> images = new ArrayList<>();
    if (part.isMimeType("image/*")) {
      images.add(part.getInputStream().readAllBytes());
    }
    if (part.getContent() instanceof Multipart several) {
      for (int i = 0; i < several.getCount(); i++) {
        BodyPart inner = several.getBodyPart(i);
        images.addAll(images(inner));
      }
    }
    return images;
  }

  private static String photo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return Base64.getMimeEncoder().encodeToString(bytes.toByteArray());
  }

  private static List<JobSummary> jobs(String flow) {
    return program.getBean(FindJobs.class).search(new JobSearch(null, flow, null, null, null, 100));
  }

  @Test
  void repliesToAPhotoWithItsProductImage() throws Exception {
    deliver(
        SHOP,
        proven("Anna <" + ANNA + ">", "photo", "My cup")
            + """
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain

            Please make it blue.
            --x
            Content-Type: image/png; name=cup.png
            Content-Disposition: attachment; filename=cup.png
            Content-Transfer-Encoding: base64

            %s
            --x--
            """
                .formatted(photo()));

    MimeMessage answer = answerTo("photo");
    assertThat(answer.getSubject()).isEqualTo("Re: My cup");
    assertThat(answer.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
    assertThat(images(answer)).isNotEmpty();
    assertThat(ImageIO.read(new ByteArrayInputStream(images(answer).get(0)))).isNotNull();
    assertThat(rivya.generations().all())
        .extracting(paid -> paid.body().toString())
        .anyMatch(prompt -> prompt.contains("make it blue") && prompt.contains("My cup"));
  }

  @Test
  void repliesInWordsToAMailThatCannotBeUsed() throws Exception {
    deliver(
        SHOP,
        proven(ANNA, "encrypted", "Secret")
            + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=x\n\n"
            + "--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
            + "--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--\n");

    assertThat(text(answerTo("encrypted"))).contains("encrypted");
  }

  @Test
  void answersAThreadInOneConversation() throws Exception {
    deliver(
        DESK,
        "From: "
            + ANNA
            + "\nSubject: Opening hours\nMessage-ID: <t1@example.com>\n\nWhen do you open?\n");
    MimeMessage first = answerTo("t1");
    assertThat(text(first)).isNotBlank();
    deliver(
        DESK,
        "From: "
            + ANNA
            + "\nSubject: Re: Opening hours\nMessage-ID: <t2@example.com>\nIn-Reply-To: "
            + first.getMessageID()
            + "\nReferences: <t1@example.com> "
            + first.getMessageID()
            + "\n\nAnd on Sundays?\n\nOn Monday, Desk wrote:\n> We open at nine.\n");

    MimeMessage second = answerTo("t2");
    // Some mail programs name only the mail that is answered.
    deliver(
        DESK,
        "From: "
            + ANNA
            + "\nSubject: Re: Opening hours\nMessage-ID: <t3@example.com>\nIn-Reply-To: "
            + second.getMessageID()
            + "\n\nAnd at Easter?\n");

    assertThat(text(answerTo("t3"))).isNotBlank();
    assertThat(jobs("support-mailbox"))
        .filteredOn(job -> job.sourceName().contains("Opening"))
        .hasSize(3);
    assertThat(rivya.chats().all())
        .filteredOn(turn -> turn.message().matches("(?s).*(do you open|on Sundays|at Easter)\\?.*"))
        .hasSize(3)
        .extracting(PaidTurn::session)
        .containsOnly(rivya.chats().all().get(0).session());
  }

  /** Case 12 of the mail source. */
  @Test
  void endsALoopOfTwoInstallationsAfterOneAnswer() throws Exception {
    int asked = mails(DESK).size();
    deliver(SHOP, proven(DESK, "loop", "Loop") + "\nA first order\n");

    await().atMost(LIMIT).until(() -> mails(DESK).size() > asked);
    String skipped = mails(DESK).get(mails(DESK).size() - 1).getSubject();
    await()
        .during(Duration.ofSeconds(4))
        .atMost(LIMIT)
        .until(() -> mails(DESK).size() == asked + 1);
    assertThat(skipped).isEqualTo("Re: Loop");
    assertThat(jobs("support-mailbox")).noneMatch(job -> job.sourceName().contains("Loop"));
    assertThat(jobs("photo-mail")).filteredOn(job -> job.sourceName().contains("Loop")).hasSize(1);
    assertThat(
            program
                .getBean(Quarantine.class)
                .search(new QuarantineSearch("support-mailbox", null, null, null, null, 10)))
        .isEmpty();
  }
}
