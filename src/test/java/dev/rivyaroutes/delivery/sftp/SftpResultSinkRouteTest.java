package dev.rivyaroutes.delivery.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped sftp-result-sink on a real server. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = SftpResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class SftpResultSinkRouteTest implements SinkContract {
  private static @TempDir Path folder;
  private static TestSftpServer server;

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    @Bean
    SftpConnections sftpConnections() {
      return server.connection().connections();
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  private SinkRoutes routes;
  private Path out;

  @BeforeAll
  static void startServer() throws IOException {
    server = new TestSftpServer(folder.resolve("server"));
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void empty() throws IOException {
    routes = new SinkRoutes(camel);
    media.clear();
    server.events = new SftpEventListener() {};
    out = server.root().resolve("out");
    if (Files.exists(out)) {
      try (Stream<Path> all = Files.walk(out)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @AfterEach
  void clear() throws Exception {
    routes.clear();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "sftp-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("directory", "/out", "sidecar", "false");
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  @Override
  public List<String> effects() throws IOException {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(out)) {
      return all.filter(Files::isRegularFile)
          .map(path -> out.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void disconnect() throws IOException {
    server.stop();
  }

  @Override
  public void reconnect() throws IOException {
    server.start();
  }

  @Override
  public Result refusedForGood() {
    return Results.succeeded("in/cat.txt", Results.png(1, "deleted by rivya.media.keep"));
  }

  private Exchange deliver(Result result, Map<String, String> parameters) throws Exception {
    return routes.send(routes.start(kamelet(), parameters), result);
  }

  private Exchange deliver(Result result) throws Exception {
    return deliver(result, parameters());
  }

  @Test
  void writesAHugeFileWhileItIsRead() throws Exception {
    long size = 24L << 20;
    List<Long> inMemory = new ArrayList<>();
    media.reading =
        read -> {
          try (Stream<Path> all = Files.walk(out)) {
            inMemory.add(read - all.mapToLong(path -> path.toFile().length()).sum());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };

    Exchange done = deliver(Results.succeeded("in/v.txt", media.generated(1, size)));

    assertThat(done.getException()).isNull();
    assertThat(out.resolve("v-1.mp4")).hasSize(size);
    assertThat(inMemory).hasSizeGreaterThan(10).allMatch(bytes -> bytes < 8 << 20);
  }

  @Test
  void writesFilesAndSidecarsUnderTheTemplate() throws Exception {
    Exchange done =
        deliver(
            Results.succeeded("in/größe 猫.txt", media.png(1, "x"), media.png(2, "y")),
            Map.of("directory", "out/", "name", "{path}/{source}_{n}.{ext}"));

    assertThat(done.getException()).isNull();
    assertThat(effects())
        .containsExactly(
            "in/größe 猫_1.png",
            "in/größe 猫_1.png.json",
            "in/größe 猫_2.png",
            "in/größe 猫_2.png.json");
    assertThat(out.resolve("in/größe 猫_1.png")).hasContent("x");
    assertThat(
            new ObjectMapper()
                .readTree(out.resolve("in/größe 猫_2.png.json").toFile())
                .at("/files/0/n")
                .asInt())
        .isEqualTo(2);
    assertThat(done.getVariable(Variables.DELIVERED_TO, String.class))
        .startsWith("sftp://127.0.0.1:" + server.port() + "/out/in/größe 猫_1.png, ");
  }

  @Test
  void neverOverwritesFilesOfOthers() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("cat-1.png"), "of another program");
    Result result = Results.succeeded("in/cat.txt", media.png(1, "x"));

    Exchange done = deliver(result, Map.of("directory", "/out"));
    Exchange again = deliver(result, Map.of("directory", "/out"));

    String own = "cat-1-" + Results.JOB.substring(Results.JOB.length() - 8) + ".png";
    assertThat(effects()).containsExactly(own, own + ".json", "cat-1.png");
    assertThat(out.resolve("cat-1.png")).hasContent("of another program");
    assertThat(again.getVariable(Variables.DELIVERED_TO))
        .isEqualTo(done.getVariable(Variables.DELIVERED_TO));
    Files.writeString(out.resolve(own), "of another program too");
    Files.delete(out.resolve(own + ".json"));
    assertThat(deliver(result, Map.of("directory", "/out")).getException())
        .hasMessageContaining("both belong to others")
        .hasMessageContaining("sftp://127.0.0.1");
  }

  /** The engine made the result again, or an older version of the program wrote the sidecar. */
  @Test
  void replacesItsOwnOlderFileInOneStep() throws Exception {
    deliver(Results.succeeded("in/cat.txt", media.png(1, "older")), Map.of("directory", "/out"));
    List<String> seen = new ArrayList<>();
    server.events =
        new SftpEventListener() {
          @Override
          public void moving(
              ServerSession session, Path from, Path to, Collection<CopyOption> options) {
            seen.add(to.getFileName() + " exists: " + Files.exists(out.resolve("cat-1.png")));
          }
        };

    deliver(Results.succeeded("in/cat.txt", media.png(1, "newer")), Map.of("directory", "/out"));

    assertThat(out.resolve("cat-1.png")).hasContent("newer");
    assertThat(seen).contains("cat-1.png exists: true");
    assertThat(effects()).containsExactly("cat-1.png", "cat-1.png.json");
  }

  @Test
  void replacesItsOwnFileWhereTheServerCannotDoItInOneStep() throws Exception {
    try (TestSftpServer plain =
        new TestSftpServer(
            server.root(),
            ssh ->
                PropertyResolverUtils.updateProperty(
                    ssh, SftpModuleProperties.OPENSSH_EXTENSIONS.getName(), ""))) {
      SftpConnections connections = plain.connection().connections();
      SftpResultSink sink = new SftpResultSink(connections, media);
      sink.setDirectory("/out");
      sink.start();
      sink.deliver(routes.exchange(Results.succeeded("cat.txt", media.png(1, "older")), null));
      sink.deliver(routes.exchange(Results.succeeded("cat.txt", media.png(1, "newer")), null));
      connections.destroy();
    }

    assertThat(out.resolve("cat-1.png")).hasContent("newer");
    assertThat(effects()).containsExactly("cat-1.png", "cat-1.png.json");
  }

  @Test
  void removesWhatAKilledAttemptLeft() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "whole"));
    Files.createDirectories(out);
    Files.writeString(out.resolve(".cat-1.png." + result.deliveryId() + ".0a1b2c3d.part"), "wh");
    Files.writeString(out.resolve(".cat-1.png.dlv-other.0a1b2c3d.part"), "wh");
    Exchange exchange = routes.exchange(result, null);
    exchange.setVariable(Variables.REPEATED, true);

    routes.send(routes.start(kamelet(), parameters()), exchange);

    assertThat(effects()).containsExactly(".cat-1.png.dlv-other.0a1b2c3d.part", "cat-1.png");
    assertThat(out.resolve("cat-1.png")).hasContent("whole");
  }

  @Test
  void leavesNothingHalfWhenTheConnectionBreaks() throws Exception {
    Result result = Results.succeeded("in/v.txt", media.generated(1, 2 << 20));
    server.events =
        new SftpEventListener() {
          @Override
          public void writing(
              ServerSession session,
              String remoteHandle,
              FileHandle localHandle,
              long offset,
              byte[] data,
              int dataOffset,
              int dataLen) {
            if (offset > 1 << 20) {
              session.getIoSession().close(true);
            }
          }
        };

    Exchange broken = deliver(result);
    assertThat(broken.getException())
        .isInstanceOf(DeliveryFailed.class)
        .hasMessageContaining(Results.JOB);
    assertThat(effects()).allMatch(name -> name.endsWith(".part"));
    server.events = new SftpEventListener() {};
    Exchange exchange = routes.exchange(result, null);
    exchange.setVariable(Variables.REPEATED, true);
    Exchange again = routes.send(routes.start(kamelet(), parameters()), exchange);

    assertThat(again.getException()).isNull();
    assertThat(effects()).containsExactly("v-1.mp4");
  }

  @Test
  void deliversOnAfterTheServerClosedTheKeptConnection() throws Exception {
    String route = routes.start(kamelet(), parameters());
    routes.send(route, Results.succeeded("in/cat.txt", media.png(1, "x")));
    server.dropConnections();

    Exchange done = routes.send(route, Results.succeeded("in/dog.txt", media.png(1, "y")));

    assertThat(done.getException()).isNull();
    assertThat(effects()).containsExactly("cat-1.png", "dog-1.png");
  }

  @Test
  void explainsAFullDiskAndMissingPermission() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "x"));
    server.events = refusing(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM);
    DeliveryFailed full = (DeliveryFailed) deliver(result).getException();
    server.events = refusing(SftpConstants.SSH_FX_PERMISSION_DENIED);
    DeliveryFailed denied = (DeliveryFailed) deliver(result).getException();

    assertThat(full)
        .hasMessageContaining("its disk, or the quota of the user, is full. Free some space");
    assertThat(denied)
        .hasMessageContaining("the user shop may not do that")
        .hasMessageContaining("The result of job " + Results.JOB);
    assertThat(full.permanent() || denied.permanent()).isFalse();
    assertThat(effects()).isEmpty();
  }

  private static SftpEventListener refusing(int status) {
    return new SftpEventListener() {
      @Override
      public void writing(
          ServerSession session,
          String remoteHandle,
          FileHandle localHandle,
          long offset,
          byte[] data,
          int dataOffset,
          int dataLen)
          throws IOException {
        throw new SftpException(status, "no");
      }
    };
  }

  @Test
  void writesNothingThroughALinkThatLeadsOut() throws Exception {
    Files.createDirectories(out);
    Path elsewhere = Files.createDirectories(server.root().resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("in"), elsewhere);

    Exchange done =
        deliver(
            Results.succeeded("in/cat.txt", media.png(1, "x")),
            Map.of("directory", "/out", "name", "{path}/{source}.{ext}"));

    assertThat(done.getException()).isInstanceOf(DeliveryFailed.class);
    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void stopsTheStartWithTheRemedy() {
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("directory", " ")))
        .rootCause()
        .hasMessageContaining("sftp-result-sink has no directory");
    assertThatThrownBy(
            () -> routes.start(kamelet(), Map.of("directory", "/out", "connection", "none")))
        .rootCause()
        .hasMessageContaining("no SFTP connection \"none\"");
  }
}
