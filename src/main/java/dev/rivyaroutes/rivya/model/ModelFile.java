package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models of each address of Rivya in {@code .rivya/models.json}, for editors and for checks
 * that have neither network nor ledger. A running program writes it where the folder exists.
 */
public final class ModelFile {

  public static final String FOLDER = ".rivya";
  private static final String NAME = "models.json";
  private static final String SHIPPED = "/simulator/models.json";

  private final JsonNode byAddress;

  private ModelFile(JsonNode byAddress) {
    this.byAddress = byAddress;
  }

  /** The file of a working folder; without models if it is missing or damaged. */
  public static ModelFile read(Path folder) {
    Path file = folder.resolve(FOLDER).resolve(NAME);
    try {
      return new ModelFile(
          Files.exists(file) ? Json.PLAIN.readTree(file.toFile()) : Json.PLAIN.createObjectNode());
    } catch (IOException e) {
      return new ModelFile(Json.PLAIN.createObjectNode());
    }
  }

  /** The models that this version of the program was made with. */
  public static JsonNode shipped() throws IOException {
    try (InputStream file = ModelFile.class.getResourceAsStream(SHIPPED)) {
      return Json.PLAIN.readTree(file).path("data");
    }
  }

  /** The models as an address last returned them. */
  public Optional<JsonNode> at(String baseUrl) {
    return Optional.of(byAddress.path(baseUrl)).filter(JsonNode::isArray);
  }

  /** The models of all addresses. */
  public List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    byAddress.forEach(models -> models.forEach(all::add));
    return all;
  }

  /** Writes the models of an address, and keeps those of others; true if they have changed. */
  public static boolean write(Path folder, String baseUrl, JsonNode models) throws IOException {
    ModelFile before = read(folder);
    if (before.at(baseUrl).filter(models::equals).isPresent()) {
      return false;
    }
    ObjectNode all =
        before.byAddress instanceof ObjectNode known ? known : Json.PLAIN.createObjectNode();
    all.set(baseUrl, models);
    replace(folder.resolve(FOLDER).resolve(NAME), Json.INDENTED.writeValueAsString(all) + "\n");
    return true;
  }

  /** Replaces a file at once, so that no reader sees half of it. */
  public static void replace(Path file, String text) throws IOException {
    Path next = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".tmp");
    Files.writeString(next, text);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
