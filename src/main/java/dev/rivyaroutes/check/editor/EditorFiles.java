package dev.rivyaroutes.check.editor;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.flows.FlowSchema;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files in {@code .rivya/}: the schemas of flow files and of their tests, and the Kamelets.
 * They are written anew when they have changed; nobody edits them.
 */
public final class EditorFiles {

  /** Below the working folder. */
  static final String SCHEMA = ModelFile.FOLDER + "/flow.schema.json";

  /** The schema of the tests beside flows. */
  static final String SCHEMA_OF_TESTS = ModelFile.FOLDER + "/flow-test.schema.json";

  /** The resource of the schema of tests. */
  public static final String TESTS = "/schema/flow-test.schema.json";

  private static final String KAMELETS = ModelFile.FOLDER + "/kamelets/";

  private EditorFiles() {}

  /** Writes the files if the folder has a {@code .rivya/}; else nothing. */
  public static void refresh(ConfigurableEnvironment environment, Path folder) throws IOException {
    if (Files.isDirectory(folder.resolve(ModelFile.FOLDER))) {
      for (Map.Entry<String, String> file : texts(environment, folder).entrySet()) {
        write(folder.resolve(file.getKey()), file.getValue());
      }
    }
  }

  /** The texts of the files, by their paths below the working folder. */
  static Map<String, String> texts(ConfigurableEnvironment environment, Path folder)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(SCHEMA, Json.PLAIN.writeValueAsString(FlowSchema.of(environment, folder)) + "\n");
    try (InputStream file = EditorFiles.class.getResourceAsStream(TESTS)) {
      texts.put(SCHEMA_OF_TESTS, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    for (Resource kamelet :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:kamelets/*.kamelet.yaml")) {
      texts.put(
          KAMELETS + kamelet.getFilename(), kamelet.getContentAsString(StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ModelFile.replace(file, text);
    }
  }
}
