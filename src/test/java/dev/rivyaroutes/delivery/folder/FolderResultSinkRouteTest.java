package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped folder-result-sink on a real folder. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = FolderResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class FolderResultSinkRouteTest implements SinkContract {

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  @TempDir private Path temp;
  private SinkRoutes routes;

  @BeforeEach
  void empty() {
    routes = new SinkRoutes(camel);
    media.clear();
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
    return "folder-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("directory", temp.resolve("out").toString(), "sidecar", "false");
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  @Override
  public List<String> effects() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(Files::isRegularFile)
          .filter(path -> !path.equals(temp.resolve("out")))
          .map(path -> temp.resolve("out").relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** As an unmounted disk: where the folder was, there is none. */
  @Override
  public void disconnect() throws IOException {
    Files.writeString(temp.resolve("out"), "no folder");
  }

  @Override
  public void reconnect() throws IOException {
    Files.deleteIfExists(temp.resolve("out"));
  }

  @Override
  public Result refusedForGood() {
    return Results.succeeded("in/cat.txt", Results.png(1, "deleted by rivya.media.keep"));
  }

  @Test
  void writesAHugeFileWhileItIsRead() throws Exception {
    long size = 64L << 20;
    List<Long> inMemory = new ArrayList<>();
    media.reading = read -> inMemory.add(read - written());
    String route = routes.start(kamelet(), parameters());

    Exchange done = routes.send(route, Results.succeeded("in/v.txt", media.generated(1, size)));

    assertThat(done.getException()).isNull();
    assertThat(temp.resolve("out/v-1.mp4")).hasSize(size);
    assertThat(inMemory).hasSizeGreaterThan(10).allMatch(bytes -> bytes < 1 << 20);
  }

  private long written() {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void putsAResultIntoTheFolder() throws Exception {
    String route = routes.start("folder-result-sink", Map.of("directory", temp.toString()));

    Exchange done = routes.send(route, Results.succeeded("in/cat.txt", media.png(1, "x")));

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO))
        .isEqualTo(temp.resolve("cat-1.png").toString());
    assertThat(temp.resolve("cat-1.png.json")).exists();
  }

  @Test
  void takesATemplateFromTheFlow() throws Exception {
    String route =
        routes.start(
            "folder-result-sink",
            Map.of(
                "directory", temp.toString(),
                "name", "{path}/{source}_{n}.{ext}",
                "sidecar", "false",
                "sync", "false"));

    routes.send(route, Results.succeeded("in/cat.txt", media.png(1, "x")));

    assertThat(temp.resolve("in/cat_1.png")).hasContent("x");
    assertThat(temp.resolve("in/cat_1.png.json")).doesNotExist();
  }

  @Test
  void keepsTwoSinksOfOneProgramApart() throws Exception {
    String first = routes.start("folder-result-sink", Map.of("directory", temp + "/a"));
    String second = routes.start("folder-result-sink", Map.of("directory", temp + "/b"));
    Result result = Results.succeeded("cat.txt", media.png(1, "x"));

    routes.send(first, result);
    routes.send(second, result);

    assertThat(temp.resolve("a/cat-1.png")).exists();
    assertThat(temp.resolve("b/cat-1.png")).exists();
  }

  @Test
  void leavesTheDeliveryOpenWhenTheFolderRefuses() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    String route = routes.start("folder-result-sink", Map.of("directory", file.toString()));

    Exchange done = routes.send(route, Results.succeeded("cat.txt", media.png(1, "x")));

    assertThat(done.getException()).isInstanceOf(DeliveryFailed.class);
    assertThat(done.getVariable(Variables.DELIVERED_TO)).isNull();
  }

  @Test
  void takesNothingThatIsNoResult() throws Exception {
    String route = routes.start("folder-result-sink", Map.of("directory", temp.toString()));

    Exchange done = routes.send(route, camel.getEndpoint("direct:" + route).createExchange());

    assertThat(done.getException()).hasMessageContaining("rivya-result-source");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void stopsTheStartWithTheRemedyWhenTheTemplateIsWrong() {
    assertThatThrownBy(
            () ->
                routes.start(
                    "folder-result-sink",
                    Map.of("directory", temp.toString(), "name", "{title}.{ext}")))
        .rootCause()
        .hasMessageContaining("{title} is not a placeholder")
        .hasMessageContaining("{source}");
  }
}
