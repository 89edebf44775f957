package dev.rivyaroutes.reload;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import dev.rivyaroutes.testing.ArtemisServer;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SqsServer;
import jakarta.mail.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A real server for each kind of source with an acknowledgement of its own. */
final class SourceSystems implements AutoCloseable {

  private final KafkaServer kafka = new KafkaServer();
  private final ArtemisServer jms = new ArtemisServer();
  private final SqsServer sqs = new SqsServer();
  private final GreenMailServer mail = new GreenMailServer();
  private final S3Server s3 = S3Server.inMemory();
  private final TestSftpServer sftp;
  private final Path folder;

  SourceSystems(Path folder) throws IOException {
    this.folder = folder;
    this.sftp = new TestSftpServer(folder.resolve("sftp"));
  }

  /** All of them, each with two empty places. */
  List<SourceSystem> all() throws Exception {
    return List.of(
        new Kafka(), new Jms(), new Sqs(), new Mail(), new S3(), new Sftp(), new Folder());
  }

  /** The settings of their connections. */
  Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(mail.properties("default"));
    all.putAll(s3.properties("default"));
    all.put("rivya.kafka.default.bootstrap-servers", kafka.bootstrap());
    all.put("rivya.jms.default.url", jms.url());
    all.put("rivya.jms.default.user", ArtemisServer.USER);
    all.put("rivya.jms.default.password", ArtemisServer.PASSWORD);
    all.put("rivya.sqs.default.endpoint", sqs.endpoint());
    all.put("rivya.sqs.default.access-key", "test");
    all.put("rivya.sqs.default.secret-key", "test");
    all.put("rivya.sftp.default.host", "127.0.0.1");
    all.put("rivya.sftp.default.port", Integer.toString(sftp.port()));
    all.put("rivya.sftp.default.user", TestSftpServer.USER);
    all.put("rivya.sftp.default.password", TestSftpServer.PASSWORD);
    all.put("rivya.sftp.default.fingerprints", sftp.fingerprint());
    return all;
  }

  private final class Kafka extends SourceSystem {
    private final List<String> topics =
        List.of(kafka.createTopic(2, Map.of()), kafka.createTopic(2, Map.of()));

    private Kafka() {
      super("kafka");
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of("topic", topics.get(place), "group", "reloaded", "since", "beginning");
    }

    @Override
    void send(int place, String id, String prompt) {
      kafka.send(topics.get(place), json(prompt));
    }

    @Override
    boolean isSettled(int place) {
      String topic = topics.get(place);
      long committed = 0;
      for (int partition = 0; partition < 2; partition++) {
        committed += Math.max(0, kafka.committed("reloaded", topic, partition));
      }
      return committed == kafka.records(topic).size();
    }
  }

  private final class Jms extends SourceSystem {
    private Jms() {
      super("jms");
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of("from", "queue:orders-" + place);
    }

    @Override
    void send(int place, String id, String prompt) {
      jms.send("orders-" + place, session -> session.createTextMessage(json(prompt)));
    }

    @Override
    boolean isSettled(int place) {
      return jms.count("orders-" + place) == 0 && jms.dead() == 0;
    }
  }

  private final class Sqs extends SourceSystem {
    private final List<String> urls = List.of(create(0), create(1));

    private Sqs() {
      super("sqs");
    }

    private static String name(int place) {
      return "orders-" + place;
    }

    private String create(int place) {
      return sqs.client().createQueue(queue -> queue.queueName(name(place))).queueUrl();
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of("queue", name(place));
    }

    @Override
    void send(int place, String id, String prompt) {
      sqs.client().sendMessage(r -> r.queueUrl(urls.get(place)).messageBody(json(prompt)));
    }

    @Override
    boolean isSettled(int place) {
      return sqs
          .client()
          .getQueueAttributes(
              r ->
                  r.queueUrl(urls.get(place))
                      .attributeNames(
                          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
          .attributes()
          .values()
          .stream()
          .allMatch("0"::equals);
    }
  }

  /** Only mails that arrive after the first poll of a folder are taken. */
  private final class Mail extends SourceSystem {
    private final ImapHostManager host = mail.greenMail().getManagers().getImapHostManager();
    private final GreenMailUser user =
        mail.greenMail().getUserManager().getUserByEmail(GreenMailServer.ADDRESS);

    private Mail() throws Exception {
      super("mail");
      host.createMailbox(user, name(1));
    }

    private static String name(int place) {
      return place == 0 ? "INBOX" : "Orders";
    }

    private MailFolder folder(int place) {
      return host.getFolder(user, name(place));
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of(
          "folder", name(place),
          "brief", "text",
          "after", "flag",
          "delay", "1s",
          "sender-proof", "none",
          "max-per-sender", "none");
    }

    @Override
    void send(int place, String id, String prompt) throws Exception {
      String raw =
          "From: Anna <anna@example.com>\nTo: %s\nSubject: %s\nMessage-ID: <%s@example.com>\n\n%s\n"
              .formatted(GreenMailServer.ADDRESS, id, id, prompt);
      folder(place).appendMessage(GreenMailServer.message(raw), new Flags(), new Date());
    }

    @Override
    boolean isSettled(int place) {
      return folder(place).getMessages().stream()
          .allMatch(
              message ->
                  message.getFlags().contains("$RivyaRoutes")
                      || message.getFlags().contains(Flags.Flag.FLAGGED));
    }
  }

  private final class S3 extends SourceSystem {
    private final String bucket = "drops-" + UUID.randomUUID();

    private S3() {
      super("s3");
      s3.client().createBucket(r -> r.bucket(bucket));
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of(
          "bucket", bucket, "prefix", "in-" + place + "/", "after", "move", "delay", "1s");
    }

    @Override
    void send(int place, String id, String prompt) {
      s3.client()
          .putObject(
              r -> r.bucket(bucket).key("in-%d/%s.json".formatted(place, id)),
              RequestBody.fromString(json(prompt)));
    }

    @Override
    boolean isSettled(int place) {
      return s3.keys(bucket, "in-" + place + "/").isEmpty();
    }
  }

  private final class Sftp extends SourceSystem {
    private Sftp() throws IOException {
      super("sftp");
      Files.createDirectories(in(0));
      Files.createDirectories(in(1));
    }

    private Path in(int place) {
      return sftp.root().resolve("in-" + place);
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of("directory", "/in-" + place, "after", "move", "delay", "1s", "stability", "1s");
    }

    @Override
    void send(int place, String id, String prompt) throws IOException {
      drop(in(place), id, prompt);
    }

    @Override
    boolean isSettled(int place) throws IOException {
      return isEmpty(in(place));
    }
  }

  private final class Folder extends SourceSystem {
    private Folder() throws IOException {
      super("folder");
      Files.createDirectories(in(0));
      Files.createDirectories(in(1));
    }

    private Path in(int place) {
      return folder.resolve("in-" + place);
    }

    @Override
    Map<String, String> parameters(int place) {
      return Map.of("directory", in(place).toString(), "stability", "500ms");
    }

    @Override
    void send(int place, String id, String prompt) throws IOException {
      drop(in(place), id, prompt);
    }

    @Override
    boolean isSettled(int place) throws IOException {
      return isEmpty(in(place));
    }
  }

  /** Drops a whole file, as a client does that renames it when it is complete. */
  private void drop(Path into, String id, String prompt) throws IOException {
    Path whole =
        Files.writeString(folder.resolve(id + UUID.randomUUID()), SourceSystem.json(prompt));
    Files.move(whole, into.resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.noneMatch(Files::isRegularFile);
    }
  }

  @Override
  public void close() throws IOException {
    sftp.close();
    s3.close();
    mail.close();
    sqs.close();
    jms.close();
    kafka.close();
  }
}
