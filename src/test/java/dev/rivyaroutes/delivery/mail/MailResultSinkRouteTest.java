package dev.rivyaroutes.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.delivery.mail.SmtpProxy.Fault;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.MailOf;
import dev.rivyaroutes.status.StatusLinks;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped mail-result-sink on a real mail server, over a connection that can break. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = MailResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailResultSinkRouteTest implements SinkContract {

  private static final String ASKER = "asker@example.com";
  private static final GreenMailServer SERVER = new GreenMailServer();
  private static final SmtpProxy SMTP = proxy();

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    @Bean
    PublicUrlProperties publicUrlProperties() {
      return new PublicUrlProperties("https://routes.example.com");
    }

    @Bean
    StatusLinks statusLinks() {
      return StatusLinks.OFF;
    }

    @Bean
    MailConnections mailConnections() {
      Map<String, String> all =
          new HashMap<>(SERVER.properties("default", SERVER.imapPort(), SMTP.port()));
      all.putAll(SERVER.properties("saving", SERVER.imapPort(), SMTP.port()));
      all.put("rivya.mail.saving.save-sent", "true");
      all.put("rivya.mail.smtp-only.smtp.host", "127.0.0.1");
      all.put("rivya.mail.smtp-only.smtp.port", Integer.toString(SMTP.port()));
      all.put("rivya.mail.smtp-only.smtp.tls", "none");
      all.put("rivya.mail.smtp-only.from", "bot@example.com");
      all.putAll(SERVER.properties("no-mailbox", SMTP.port(), SMTP.port()));
      all.put("rivya.mail.imap-only.imap.host", "127.0.0.1");
      for (String name : List.of("default", "saving", "smtp-only", "no-mailbox")) {
        all.put("rivya.mail." + name + ".timeout", "2s");
      }
      return MailOf.settings(all);
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  private SinkRoutes routes;

  private static SmtpProxy proxy() {
    try {
      return new SmtpProxy(SERVER.smtpPort());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void empty() throws Exception {
    routes = new SinkRoutes(camel);
    media.clear();
    SERVER.greenMail().purgeEmailFromAllMailboxes();
    SMTP.fault = Fault.NONE;
    SMTP.open();
  }

  @AfterEach
  void clear() throws Exception {
    routes.clear();
  }

  @AfterAll
  static void stop() throws Exception {
    SMTP.close();
    SERVER.close();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "mail-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("copy", "self");
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  @Override
  public List<String> effects() throws Exception {
    List<String> names = new ArrayList<>();
    for (MimeMessage mail : mails(ASKER)) {
      List<Part> files = MailResults.attachments(mail);
      names.add(files.isEmpty() ? mail.getSubject() : files.get(0).getFileName());
    }
    return names;
  }

  @Override
  public void disconnect() throws Exception {
    SMTP.shut();
  }

  @Override
  public void reconnect() throws Exception {
    SMTP.open();
  }

  @Override
  public Result refusedForGood() {
    SMTP.fault = Fault.REFUSED;
    return Results.succeeded("in/cat.txt", media.png(1, "first"));
  }

  @Test
  void answersTheAsker() throws Exception {
    Result result = MailResults.asked(Results.succeeded("in/cat.txt", media.png(1, "first")));

    Exchange done = deliver(Map.of(), result, false);

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO))
        .isEqualTo("the asker as <" + result.deliveryId() + "@example.com>");
    MimeMessage mail = onlyMail("anna@example.com");
    assertThat(mail.getSubject()).isEqualTo("Re: A cat for the shop");
    assertThat(MailResults.content(MailResults.attachments(mail).get(0)))
        .asString()
        .isEqualTo("first");
    assertThat(mails(GreenMailServer.ADDRESS)).isEmpty();
  }

  @Test
  void sendsEachFileOnceWithMailsOfTheirOwn() throws Exception {
    ResultFile second = media.png(2, "second");
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"), second);
    String route = routes.start(kamelet(), parameters());

    for (ResultFile file : result.files()) {
      routes.send(route, routes.exchange(result, file));
    }
    Exchange again = routes.exchange(result, second);
    again.setVariable(Variables.REPEATED, true);
    Exchange done = routes.send(route, again);

    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class)).contains(".2@example.com>");
    assertThat(effects()).containsExactly("cat-1.png", "cat-2.png");
  }

  @Test
  void recognisesAMailWhoseAnswerWasLostByItsCopy() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"));
    SMTP.fault = Fault.ANSWER_LOST;

    DeliveryFailed unknown = failed(deliver(parameters(), result, false));
    SMTP.fault = Fault.NONE;
    Exchange done = deliver(parameters(), result, true);

    assertThat(unknown.permanent()).isFalse();
    assertThat(unknown.retryAfter()).hasMinutes(1);
    assertThat(unknown)
        .hasMessageContaining("may have arrived")
        .hasMessageContaining("searched for by its Message-ID");
    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class))
        .endsWith(", sent before: found in INBOX");
    assertThat(effects()).hasSize(1);
  }

  @Test
  void recognisesAMailWhoseAnswerWasLostInTheFolderOfSentMail() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"));
    SMTP.fault = Fault.ANSWER_LOST;
    deliver(Map.of(), result, false);
    // Many servers file the mail that they send.
    sentFolder().store(mails(ASKER).get(0));
    SMTP.fault = Fault.NONE;

    Exchange done = deliver(Map.of(), result, true);

    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class))
        .endsWith(", sent before: found in Sent");
    assertThat(effects()).hasSize(1);
  }

  @Test
  void sendsAgainWhatBrokeOffBeforeItsEnd() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"));
    SMTP.fault = Fault.END_LOST;
    failed(deliver(parameters(), result, false));
    SMTP.fault = Fault.NONE;

    assertThat(deliver(parameters(), result, true).getException()).isNull();

    assertThat(effects()).hasSize(1);
  }

  @Test
  void sendsNothingUntilItIsKnownWhetherItWasSent() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"));
    Map<String, String> noMailbox = Map.of("connection", "no-mailbox", "copy", "self");

    DeliveryFailed failed = failed(deliver(noMailbox, result, true));

    assertThat(failed.permanent()).isFalse();
    assertThat(failed)
        .hasMessageContaining("may have been sent before, and it could not be searched for");
    assertThat(effects()).isEmpty();
  }

  @Test
  void repeatsTheSameMailWhereNoMailboxCanTell() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"));
    Map<String, String> smtpOnly = Map.of("connection", "smtp-only");
    SMTP.fault = Fault.ANSWER_LOST;

    DeliveryFailed unknown = failed(deliver(smtpOnly, result, false));
    SMTP.fault = Fault.NONE;
    deliver(smtpOnly, result, true);

    assertThat(unknown).hasMessageContaining("sent again with the same Message-ID");
    List<MimeMessage> mails = mails(ASKER);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).getMessageID()).isEqualTo(mails.get(1).getMessageID());
  }

  @Test
  void addsSentMailToTheFolderOfSentMail() throws Exception {
    MailFolder sent = sentFolder();

    deliver(Map.of("connection", "saving"), Results.failed("in/cat.txt"), false);

    assertThat(sent.getMessages()).hasSize(1);
  }

  @Test
  void retriesWhatTheServerRefusesForNow() throws Exception {
    SMTP.fault = Fault.BUSY;

    DeliveryFailed failed = failed(deliver(Map.of(), Results.failed("in/cat.txt"), false));

    assertThat(failed.permanent()).isFalse();
    assertThat(failed).hasMessageContaining("come back later");
  }

  @Test
  void namesNoAskerInWhatTheServerSays() throws Exception {
    DeliveryFailed failed = failed(deliver(Map.of(), refusedForGood(), false));

    assertThat(failed).hasMessageContaining("the asker is unknown here");
    assertThat(failed.getMessage()).doesNotContain(ASKER);
  }

  @Test
  void streamsAHugeFileWhileItIsSent() throws Exception {
    long size = 24L << 20;
    List<Long> inMemory = new ArrayList<>();
    media.reading = read -> inMemory.add(read - SMTP.taken.get() * 3 / 4);
    SMTP.taken.set(0);
    SMTP.fault = Fault.END_LOST;

    deliver(
        Map.of("attach-limit", "1GB"),
        Results.succeeded("in/v.txt", media.generated(1, size)),
        false);

    assertThat(SMTP.taken.get()).isGreaterThan(size * 4 / 3);
    assertThat(inMemory).hasSizeGreaterThan(10).allMatch(bytes -> bytes < 8 << 20);
  }

  @Test
  void linksAHugeFileByDefault() throws Exception {
    List<Long> read = new ArrayList<>();
    media.reading = read::add;

    deliver(Map.of(), Results.succeeded("in/v.txt", media.generated(1, 3L << 30)), false);

    assertThat(MailResults.plain(onlyMail(ASKER)))
        .contains("https://routes.example.com/api/jobs/" + Results.JOB + "/files/1");
    assertThat(read).isEmpty();
  }

  @Test
  void sendsNoMailWithHalfAFile() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "whole"));
    media.breaksAfter = 2;

    DeliveryFailed failed = failed(deliver(Map.of(), result, false));

    assertThat(failed.permanent()).isFalse();
    assertThat(failed)
        .hasMessageContaining("could not be read from the media store, so no mail was sent")
        .hasMessageContaining("2 of 5 bytes");
    assertThat(effects()).isEmpty();
  }

  @Test
  void isDeadAtOnceWithoutTheFileOrAProvenAsker() throws Exception {
    Result forgotten = Results.succeeded("in/cat.txt", Results.png(1, "gone"));
    Result anonymous = MailResults.asked(Results.succeeded("q"), Map.of());

    assertThat(failed(deliver(Map.of(), forgotten, false)))
        .matches(DeliveryFailed::permanent)
        .hasMessageContaining("rivya.media.keep");
    assertThat(failed(deliver(Map.of(), anonymous, false)))
        .matches(DeliveryFailed::permanent)
        .hasMessageContaining("no proven asker");
    assertThat(SERVER.greenMail().getReceivedMessages()).isEmpty();
  }

  @Test
  void takesAddressesAndTheSubjectFromTheFlow() throws Exception {
    Map<String, String> parameters =
        Map.of(
            "to", "team@example.com, asker",
            "cc", "archive@example.com",
            "reply-to", "desk@example.com",
            "subject", "50% done: [{flow}] {subject}",
            "details", "true");

    Exchange done = deliver(parameters, Results.succeeded("q", media.png(1, "a")), false);

    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class))
        .startsWith("the asker, team@example.com as <");
    assertThat(onlyMail("team@example.com").getSubject())
        .isEqualTo("50% done: [listing-photos] your request");
    assertThat(mails("archive@example.com")).hasSize(1);
    assertThat(mails(ASKER)).hasSize(1);
    assertThat(mails("desk@example.com")).isEmpty();
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "to,' ',no receiver; set its parameter `to`",
    "to,'team@example.com, nobody',is not a mail address",
    "cc,Team <team@example.com>,is not a mail address",
    "subject,{title},{title} is not a placeholder",
    "attach-limit,10 apples,must be a size such as 10MB",
    "attach-limit,-1MB,must be a size such as 10MB",
    "connection,nowhere,There is no mail connection",
    "connection,imap-only,rivya.mail.imap-only.smtp.host is not set",
  })
  void stopsTheStartWithTheRemedy(String parameter, String value, String message) {
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of(parameter, value)))
        .rootCause()
        .hasMessageContaining(message);
  }

  @Test
  void takesNothingThatIsNoResult() throws Exception {
    String route = routes.start(kamelet(), Map.of());

    Exchange done = routes.send(route, camel.getEndpoint("direct:" + route).createExchange());

    assertThat(done.getException()).hasMessageContaining("rivya-result-source");
  }

  private Exchange deliver(Map<String, String> parameters, Result result, boolean repeated)
      throws Exception {
    routes.clear();
    Exchange exchange = routes.exchange(result, null);
    exchange.setVariable(Variables.REPEATED, repeated);
    return routes.send(routes.start(kamelet(), parameters), exchange);
  }

  private static DeliveryFailed failed(Exchange done) {
    assertThat(done.getException()).isInstanceOf(DeliveryFailed.class);
    assertThat(done.getVariable(Variables.DELIVERED_TO)).isNull();
    return (DeliveryFailed) done.getException();
  }

  private static List<MimeMessage> mails(String address) throws Exception {
    List<MimeMessage> mails = new ArrayList<>();
    GreenMailUser user = SERVER.greenMail().getUserManager().getUserByEmail(address);
    if (user == null) {
      return mails;
    }
    for (var stored :
        SERVER.greenMail().getManagers().getImapHostManager().getInbox(user).getMessages()) {
      mails.add(stored.getMimeMessage());
    }
    return mails;
  }

  private static MimeMessage onlyMail(String address) throws Exception {
    assertThat(mails(address)).hasSize(1);
    return mails(address).get(0);
  }

  private static MailFolder sentFolder() throws Exception {
    var host = SERVER.greenMail().getManagers().getImapHostManager();
    GreenMailUser user = SERVER.greenMail().getUserManager().getUser(GreenMailServer.ADDRESS);
    MailFolder there = host.getFolder(user, "Sent");
    return there == null ? host.createMailbox(user, "Sent") : there;
  }
}
