package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SilentProxy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.core.sync.RequestBody;

/** The S3 source on a real bucket, over a way to it that can break. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3SourceContractIT implements DropSourceContract {
  private static final S3Server S3 = S3Server.inMemory();

  private final String bucket = "drop-" + UUID.randomUUID();
  private final SourceWorld world = new SourceWorld();
  private SilentProxy way;

  @Configuration(proxyBeanMethods = false)
  @ComponentScan(basePackageClasses = S3Connections.class)
  @ConfigurationPropertiesScan(basePackageClasses = S3Connections.class)
  @Import(FileWaits.class)
  static class Connections {}

  @BeforeEach
  void open() throws IOException {
    way = new SilentProxy(S3.endpoint().getPort());
    S3.client().createBucket(r -> r.bucket(bucket));
  }

  @AfterEach
  void close() throws IOException {
    way.close();
    world.close();
  }

  @AfterAll
  static void stop() {
    S3.close();
  }

  @Override
  public SourceWorld world() {
    return world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    Map<String, String> settings = new HashMap<>(S3.properties("default"));
    settings.putAll(S3.properties("wrong"));
    settings.put("rivya.s3.wrong.secret-key", "not-the-secret");
    settings.put("rivya.s3.default.endpoint", "http://127.0.0.1:" + way.port());
    // Each step of the clock is a poll, and while the store is away many pass.
    settings.put("test.wait-for-files", "6h");
    SourceProcess process =
        new SourceProcess(name, world, Connections.class, settings)
            .start("s3-drop-source", parameters);
    if (!parameters.containsKey("connection")) {
      until(() -> world.source() != null && world.source().polledAt() != null);
    }
    return process;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("bucket", bucket, "after", "move", "delay", "50");
  }

  private void put(String key, byte[] bytes) {
    S3.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  @Override
  public void put(String text) {
    put(text + ".txt", Briefs.utf8(text));
  }

  @Override
  public void putAgain(String text) {
    put(text);
  }

  @Override
  public void putWithPicture(String text) {
    put(text + ".png", Briefs.PNG);
    put(
        text + ".json",
        Briefs.utf8("{\"prompt\": \"%1$s\", \"references\": [\"%1$s.png\"]}".formatted(text)));
  }

  @Override
  public void putPoison(int n) {
    put("poison-%d.json".formatted(n), Briefs.utf8("{ poison " + n));
  }

  @Test
  void reportsThatTheOrdersCannotBeReadAndTakesTheObjectsAfterwards() throws Exception {
    try (SourceProcess one = start("one")) {
      world.jdbc().execute("alter table quarantine rename to quarantine_away");
      put("a-fox");
      until(() -> world.source().failures() >= 2);
      assertThat(world.source().cause()).isNotBlank();

      world.jdbc().execute("alter table quarantine_away rename to quarantine");
      untilTaken("a-fox");
      until(() -> world.source().failures() == 0);
      assertThat(one.polls()).filteredOn(line -> line.contains("is polled again")).hasSize(1);
    }
  }

  @Override
  public List<String> refused() {
    return S3
        .client()
        .listObjectsV2(r -> r.bucket(bucket).prefix("quarantine/"))
        .contents()
        .stream()
        .filter(object -> object.key().endsWith(".txt"))
        .map(
            object ->
                S3.client()
                    .getObjectAsBytes(r -> r.bucket(bucket).key(object.key()))
                    .asUtf8String())
        .toList();
  }

  @Override
  public List<String> setAside() {
    return S3
        .client()
        .listObjectsV2(r -> r.bucket(bucket).prefix("quarantine/"))
        .contents()
        .stream()
        .map(object -> object.key())
        .toList();
  }

  @Override
  public void leave() throws IOException {
    way.shut();
  }

  @Override
  public void comeBack() throws IOException {
    way.open();
  }

  @Override
  public Map<String, String> wrongCredential() {
    return Map.of("bucket", bucket, "connection", "wrong", "delay", "50");
  }

  @Override
  public String refusedLogin() {
    return "The secret is wrong";
  }
}
