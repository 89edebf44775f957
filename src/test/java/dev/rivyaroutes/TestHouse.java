package dev.rivyaroutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** A folder with config/ and routes/, in which the real program starts inside the test. */
public final class TestHouse {

  private static final String FLOW =
      """
      # In: briefs dropped into a folder. Out: their files in another. On failure: a document beside them.
      - route:
          id: posters
          description: Make a poster of each brief
          from:
            uri: kamelet:folder-drop-source
            parameters:
              directory: %1$s/in
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: posters
                    account: studio
                    model: nano-banana-2
      - route:
          id: posters-results
          description: Put the posters into a folder
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: posters
              sink: folder
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: %1$s/out
      """;

  private static final String HTTP_FLOW =
      """
      # In: briefs over HTTP. Out: their files in a folder. On failure: a document beside them.
      - route:
          id: %1$s
          description: Take briefs over HTTP
          from:
            uri: kamelet:http-drop-source
            parameters:
              flow: %1$s
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: %1$s
                    account: %2$s
                    model: nano-banana-2
      - route:
          id: %1$s-results
          description: Put the files into a folder
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: %1$s
              sink: folder
              "on": all
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: %3$s
      """;

  private static final String CONFIG =
      """
      rivya:
        accounts:
          studio:
            base-url: http://127.0.0.1:9
            api-key: rvya_sk_test_0123456789abcdef
      """;

  private final Path root;

  public TestHouse(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("routes"));
    Files.createDirectories(root.resolve("config"));
    config(CONFIG);
    flow("posters", FLOW.formatted(root));
  }

  /** The flow that works, for a test to spoil. */
  public String goodFlow() {
    return FLOW.formatted(root);
  }

  public TestHouse flow(String name, String text) throws IOException {
    Files.writeString(root.resolve("routes").resolve(name + ".camel.yaml"), text);
    return this;
  }

  /** Adds a flow from HTTP into a folder. */
  public TestHouse httpFlow(String name, String account, Path directory) throws IOException {
    return flow(name, HTTP_FLOW.formatted(name, account, directory));
  }

  /** Spoils the flow that works. */
  public TestHouse flowWith(String good, String bad) throws IOException {
    if (!goodFlow().contains(good)) {
      throw new IllegalArgumentException("the good flow lacks " + good);
    }
    return flow("posters", goodFlow().replace(good, bad));
  }

  public TestHouse config(String yaml) throws IOException {
    Files.writeString(root.resolve("config/application.yaml"), yaml);
    return this;
  }

  /** Adds keys to the configuration that works. */
  public TestHouse configAlso(String yaml) throws IOException {
    return config(CONFIG + yaml);
  }

  public ConfigurableApplicationContext start(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spring.config.location", "classpath:/,file:" + root + "/config/");
    all.put("rivya.routes", "file:" + root + "/routes/*.camel.yaml");
    all.put("rivya.media.store", "file:" + root + "/media");
    all.put("server.port", "0");
    all.put("management.server.port", "0");
    all.put("spring.datasource.url", "jdbc:sqlite:" + root + "/ledger.db");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    SpringApplication program = RivyaRoutes.program();
    program.addInitializers(
        context -> context.getBeanFactory().registerSingleton("noTests", new NoTests()));
    return program.run(
        all.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new));
  }

  /** Keeps the beans of other tests out of the program. */
  private static final class NoTests extends TypeExcludeFilter {
    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
      return type.getResource().getURL().getPath().contains("/test-classes/");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NoTests;
    }

    @Override
    public int hashCode() {
      return NoTests.class.hashCode();
    }
  }
}
