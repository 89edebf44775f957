package dev.rivyaroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.command.CheckCommand;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ArtemisServer;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.ProgramAlone;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.RecordingProxy;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SilentProxy;
import dev.rivyaroutes.testing.SqsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.core.sync.RequestBody;

/** The check against real servers, each behind a proxy that records what is sent to it. */
class CheckLiveIT {
  private static final String KEY = "rvya_sk_live_0123456789abcdef";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private Path in;

  @BeforeEach
  void begin() throws IOException {
    in = Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(folder.resolve("config/application.yaml"), "rivya: {}\n");
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private SimulatedRivya rivya(SimulatedKey... keys) {
    return opened(SimulatedRivya.start(SimulatorSettings.defaults().withKeys(keys)));
  }

  private RecordingProxy proxy(int port) throws IOException {
    return opened(new RecordingProxy(port));
  }

  private void set(String key, Object value) {
    settings.put(key, value);
  }

  private void account(int port) {
    set("rivya.accounts.studio.base-url", "http://127.0.0.1:" + port);
    set("rivya.accounts.studio.api-key", KEY);
  }

  private void flow(String name, String from, String parameters, String sink, String sinkParameters)
      throws IOException {
    Files.writeString(
        folder.resolve("routes/" + name + ".camel.yaml"),
        """
        # In: briefs. Out: media. On failure: nothing.
        - route:
            id: %1$s
            description: Make a picture of each brief
            from:
              uri: kamelet:%2$s
              parameters: { %3$s }
              steps:
                - setVariable:
                    name: prompt
                    expression:
                      simple:
                        expression: "A poster: ${body}"
                - to:
                    uri: kamelet:rivya-generation-sink
                    parameters: { flow: %1$s, account: studio, model: nano-banana-2 }
        - route:
            id: %1$s-results
            description: Deliver the pictures
            from:
              uri: kamelet:rivya-result-source
              parameters: { flow: %1$s, sink: out }
              steps:
                - to:
                    uri: kamelet:%4$s
                    parameters: { %5$s }
        """
            .formatted(name, from, parameters, sink, sinkParameters));
  }

  private int check(String... more) {
    List<String> all = new ArrayList<>(List.of("--live"));
    settings.forEach((key, value) -> all.add("--" + key + "=" + value));
    all.addAll(List.of(more));
    all.add("--spring.config.location=classpath:/,file:" + folder + "/config/");
    all.add("--rivya.routes=file:" + folder + "/routes/*.camel.yaml");
    return new CommandLine(new CheckCommand(new CheckLive(() -> ProgramAlone.class)))
        .setOut(new PrintWriter(out))
        .execute(all.toArray(String[]::new));
  }

  private String text() {
    return out.toString().replace(folder + "/", "");
  }

  /** Names, sizes and times of all that is in the folder. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        files.put(
            file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant());
      }
    }
    return files;
  }

  /** Starts a server behind a proxy, names it in a flow, and says what must be as it was. */
  private interface System {
    void start() throws Exception;
  }

  private final List<Runnable> unchanged = new ArrayList<>();

  private void folders() throws IOException {
    Files.writeString(in.resolve("spring.txt"), "Spring sale");
    flow(
        "posters",
        "folder-drop-source",
        "directory: " + in,
        "folder-result-sink",
        "directory: " + folder.resolve("new/out"));
  }

  private void s3() throws IOException {
    S3Server s3 = opened(S3Server.inMemory());
    RecordingProxy proxy = proxy(s3.endpoint().getPort());
    s3.properties("default").forEach(this::set);
    set("rivya.s3.default.endpoint", "http://127.0.0.1:" + proxy.port());
    s3.client().createBucket(r -> r.bucket("photos"));
    s3.client()
        .putObject(
            r -> r.bucket("photos").key("in/lamp.json"),
            RequestBody.fromString("{\"references\": [\"lamp.png\"], \"subject\": \"x\"}"));
    s3.client()
        .putObject(
            r -> r.bucket("photos").key("in/lamp.png"),
            RequestBody.fromFile(Path.of("src/main/resources/demo/cup.png")));
    flow(
        "photos",
        "s3-drop-source",
        "bucket: photos, prefix: in/, after: move",
        "s3-result-sink",
        "bucket: photos, prefix: out/");
    unchanged.add(
        () -> {
          assertThat(proxy.calls())
              .isNotEmpty()
              .allMatch(call -> call.matches("(GET|HEAD) /photos.*"));
          assertThat(s3.keys("photos", "")).containsExactly("in/lamp.json", "in/lamp.png");
        });
  }

  private void mail() throws Exception {
    GreenMailServer mail = opened(new GreenMailServer());
    mail.deliver(
        """
        Authentication-Results: mx.example.com; dmarc=pass header.from=ana.example
        From: Ana <ana@ana.example>
        To: shop@example.com
        Subject: A lamp
        Message-ID: <1@ana.example>

        On a table
        """);
    RecordingProxy imap = proxy(mail.imapPort());
    RecordingProxy smtp = proxy(mail.smtpPort());
    mail.properties("default", imap.port(), smtp.port()).forEach(this::set);
    set("rivya.mail.default.authserv-id", "mx.example.com");
    flow("letters", "mail-drop-source", "after: flag", "mail-result-sink", "to: asker");
    unchanged.add(
        () -> {
          assertThat(imap.lines())
              .anyMatch(line -> line.matches("\\S+ EXAMINE .*"))
              .noneMatch(
                  line ->
                      line.matches(
                          "\\S+ (UID )?(SELECT|STORE|EXPUNGE|MOVE|COPY|APPEND|CREATE|DELETE|CLOSE)\\b.*"))
              .noneMatch(line -> line.contains("BODY["));
          assertThat(smtp.lines())
              .anyMatch("NOOP"::equals)
              .noneMatch(line -> line.matches("(?i)(MAIL|RCPT|DATA|BDAT).*"));
          assertThat(mail.greenMail().getReceivedMessages()).hasSize(1);
        });
  }

  private void sftp() throws IOException {
    Path root = Files.createDirectories(folder.resolve("sftp/in"));
    Files.writeString(root.resolve("autumn.txt"), "Autumn sale");
    TestSftpServer sftp = opened(new TestSftpServer(root.getParent()));
    set("rivya.sftp.default.host", "127.0.0.1");
    set("rivya.sftp.default.port", sftp.port());
    set("rivya.sftp.default.user", TestSftpServer.USER);
    set("rivya.sftp.default.password", TestSftpServer.PASSWORD);
    set("rivya.sftp.default.fingerprints", sftp.fingerprint());
    flow(
        "remote",
        "sftp-drop-source",
        "directory: /in, after: delete",
        "sftp-result-sink",
        "directory: /out");
  }

  private void kafka() throws IOException {
    KafkaServer kafka = opened(new KafkaServer());
    String topic = kafka.createTopic(2, Map.of());
    kafka.send(topic, "A lamp of a record");
    set("rivya.kafka.default.bootstrap-servers", kafka.bootstrap());
    flow(
        "records",
        "kafka-drop-source",
        "topic: %s, group: live".formatted(topic),
        "kafka-result-sink",
        "topic: " + kafka.createTopic(1, Map.of()));
    unchanged.add(
        () -> {
          assertThat(kafka.committed("live", topic, 0)).isEqualTo(-1);
          assertThat(KafkaServer.get(kafka.admin().listConsumerGroups().all())).isEmpty();
          assertThat(kafka.records(topic)).hasSize(1);
        });
  }

  private void jms() throws IOException {
    ArtemisServer jms = opened(new ArtemisServer());
    jms.send("orders", session -> session.createTextMessage("A lamp of a message"));
    set("rivya.jms.default.url", jms.url());
    set("rivya.jms.default.user", ArtemisServer.USER);
    set("rivya.jms.default.password", ArtemisServer.PASSWORD);
    flow("messages", "jms-drop-source", "from: queue:orders", "jms-result-sink", "to: queue:done");
    unchanged.add(() -> assertThat(jms.count("orders")).isOne());
  }

  private void sqs() throws IOException {
    SqsServer sqs = opened(new SqsServer());
    String url = sqs.client().createQueue(r -> r.queueName("briefs")).queueUrl();
    sqs.client().sendMessage(r -> r.queueUrl(url).messageBody("A lamp of SQS"));
    RecordingProxy proxy = proxy(java.net.URI.create(sqs.endpoint()).getPort());
    set("rivya.sqs.default.endpoint", "http://127.0.0.1:" + proxy.port());
    set("rivya.sqs.default.access-key", "test");
    set("rivya.sqs.default.secret-key", "test");
    sqs.client().createQueue(r -> r.queueName("done"));
    flow("queues", "sqs-drop-source", "queue: briefs", "sqs-result-sink", "queue: done");
    unchanged.add(
        () ->
            assertThat(proxy.sent().lines().filter(line -> line.startsWith("X-Amz-Target")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*(GetQueueUrl|GetQueueAttributes).*")));
  }

  private void database() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("orders.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id integer primary key, prompt text, state text)");
      statement.execute("create table results (job_id text primary key)");
      statement.execute("insert into orders values (7, 'A lamp of a row', null)");
    }
    set("rivya.database.default.url", url);
    flow(
        "rows",
        "database-drop-source",
        "table: orders, id: id, after: mark, status: state",
        "database-result-sink",
        "table: results");
  }

  private void callback() throws IOException {
    RecordingHttpServer receiver = opened(new RecordingHttpServer());
    set("rivya.callbacks.default.url", receiver.url("/secret-path"));
    set("rivya.callbacks.default.allow-private", true);
    set("rivya.callbacks.default.secret", "whsec_dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3Q=");
    flow(
        "nightly",
        "schedule-source",
        "cron: \"0 0 6 * * *\"",
        "callback-result-sink",
        "connection: default");
    unchanged.add(() -> assertThat(receiver.calls).isEmpty());
  }

  @Test
  void showsWhatWouldBeSentAndOnlyReads() throws Exception {
    SimulatedRivya rivya = rivya(SimulatedKey.accepted(KEY, "studio"));
    RecordingProxy toRivya = proxy(rivya.baseUri().getPort());
    account(toRivya.port());
    for (System system :
        List.<System>of(
            this::folders,
            this::s3,
            this::mail,
            this::sftp,
            this::kafka,
            this::jms,
            this::sqs,
            this::database,
            this::callback)) {
      system.start();
    }
    Map<String, String> before = files();

    int code = check("--timeout=2m");

    assertThat(code).as(text()).isZero();
    assertThat(text())
        .contains("rivya.accounts.studio: account (info)")
        .contains("1000000 credits. Its key has the scopes credits:read, generations:read")
        .contains("routes/posters.camel.yaml:6:12: reach (info)")
        .contains("in can be read and written.")
        .contains("new/out can be written.")
        .contains(
            "s3://photos/in/ can be listed and read. Not tried, because that would write:"
                + " s3:PutObject, s3:DeleteObject.")
        .contains("s3://photos/out/ can be looked at.")
        .contains("The folder INBOX of shop@example.com can be read; it has 1 mail(s).")
        .contains("The SMTP server of the mail connection default accepts the login")
        .contains("The folder /in of sftp://127.0.0.1:")
        .contains("is not there yet; it is created when needed")
        .contains("The group live has never read it.")
        .contains("The queue:orders can be browsed.")
        .contains("queue:done is not there yet")
        .contains("The queue briefs is there, with about 1 message(s).")
        .contains("The rows default/orders can be read. Not tried")
        .contains("The table results is there (database default).")
        .contains("The receiver default (http://127.0.0.1:");
    assertThat(text())
        .contains("spring.txt, since ")
        .contains(
            "POST http://127.0.0.1:" + toRivya.port() + "/api/v1/generations (account studio)")
        .contains("\"prompt\" : \"A poster: Spring sale\"")
        .contains("\"url\" : \"(the uploaded file lamp.png)\"")
        .contains("The newest mail, \"A lamp\", since ")
        .contains("\"prompt\" : \"A poster: Autumn sale\"")
        .contains("\"prompt\" : \"A poster: A lamp of a record\"")
        .contains("\"prompt\" : \"A poster: A lamp of a message\"")
        .contains("The first row, 7, would be sent")
        .contains("T06:00:00Z, would be sent to Rivya as:")
        .contains("\"client_request_id\" : \"(the id of the job)\"")
        .contains("It would cost 5 credits.")
        .contains("0 findings, 0 notes")
        .doesNotContain("secret-path")
        .doesNotContain(KEY)
        .doesNotContain(GreenMailServer.PASSWORD)
        .doesNotContain(S3Server.SECRET_KEY);
    assertThat(files()).isEqualTo(before);
    assertThat(toRivya.calls()).isNotEmpty().allMatch(call -> call.startsWith("GET /api/v1/"));
    assertThat(rivya.generations().all()).isEmpty();
    unchanged.forEach(Runnable::run);
  }

  @Test
  void namesTheStepThatIsMissing() throws Exception {
    SimulatedRivya rivya =
        rivya(SimulatedKey.accepted(KEY, "studio").withScopes(Set.of("models:read")));
    account(rivya.baseUri().getPort());
    RecordingHttpServer aws = opened(new RecordingHttpServer());
    aws.answer =
        RecordingHttpServer.with(
            403,
            "<Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/shop is not"
                + " authorized to perform: s3:ListBucket on resource: photos</Message></Error>",
            "Content-Type",
            "application/xml");
    set("rivya.s3.default.endpoint", aws.url(""));
    set("rivya.s3.default.path-style", true);
    set("rivya.s3.default.access-key", "AKIDEXAMPLE");
    set("rivya.s3.default.secret-key", "not-the-secret");
    flow("photos", "s3-drop-source", "bucket: photos", "folder-result-sink", "directory: " + in);
    RecordingHttpServer microsoft = opened(new RecordingHttpServer());
    microsoft.answer =
        RecordingHttpServer.with(
            400,
            "{\"error\": \"invalid_grant\", \"error_description\": \"AADSTS65001: The user or"
                + " administrator has not consented to use the application\"}",
            "Content-Type",
            "application/json");
    Map.of(
            "imap.host", "127.0.0.1",
            "imap.tls", "none",
            "user", "shop@example.com",
            "authserv-id", "mx.example.com",
            "oauth2.provider", "microsoft",
            "oauth2.token-url", microsoft.url("/token"),
            "oauth2.client-id", "app",
            "oauth2.client-secret", "not-the-secret-of-the-app",
            "oauth2.tenant", "shop")
        .forEach((key, value) -> set("rivya.mail.default." + key, value));
    flow("letters", "mail-drop-source", "folder: INBOX", "folder-result-sink", "directory: " + in);
    assertThat(check("--timeout=2m")).isOne();

    assertThat(text())
        .contains("The key of account studio lacks the scope credits:read")
        .contains("lacks the scope generations:read: without it no result is fetched.")
        .contains(
            "Create a key with all scopes at Rivya, and set it in rivya.accounts.studio.api-key.")
        .contains("Allow the action s3:ListBucket in the IAM policy of the key.")
        .contains("Consent is missing: an administrator must grant it")
        .contains("3 findings");
  }

  @Test
  void reportsASystemThatHangsAndWaitsForNoOther() throws Exception {
    TestSftpServer sftp = opened(new TestSftpServer(folder.resolve("routes")));
    SilentProxy silent = opened(new SilentProxy(sftp.port()));
    silent.fallSilent();
    set("rivya.sftp.default.host", "127.0.0.1");
    set("rivya.sftp.default.port", silent.port());
    set("rivya.sftp.default.user", TestSftpServer.USER);
    set("rivya.sftp.default.password", TestSftpServer.PASSWORD);
    set("rivya.sftp.default.fingerprints", sftp.fingerprint());
    flow("remote", "sftp-drop-source", "directory: in", "folder-result-sink", "directory: " + in);

    assertThat(check("--timeout=3s")).isOne();

    assertThat(text())
        .contains("routes/remote.camel.yaml:6:12: reach\n")
        .contains("What sftp-drop-source names did not answer within 3 s.")
        .contains("The folder in can be written.");
  }
}
