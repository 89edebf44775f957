package dev.rivyaroutes.check.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The keys of the program and the records that they are bound to, from the compiled metadata. Keys
 * below a name that the user chooses are in the records only.
 */
public final class ConfigurationMetadata {

  private static final String OURS = "rivya.";
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * A key.
   *
   * @param type the Java type of its value, as the metadata names it
   * @param defaultValue the value it has when nobody sets it; null where there is none
   */
  record Key(String name, String type, String defaultValue) {

    boolean isOurs() {
      return name.startsWith(OURS);
    }
  }

  /**
   * A record that keys are bound to.
   *
   * @param prefix what its keys begin with
   */
  record Group(String prefix, Class<?> record) {}

  private final List<Key> keys = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  public static ConfigurationMetadata load() throws IOException {
    ConfigurationMetadata known = new ConfigurationMetadata();
    ClassLoader classes = ConfigurationMetadata.class.getClassLoader();
    for (URL file : Collections.list(classes.getResources(METADATA))) {
      JsonNode metadata = Json.PLAIN.readTree(file);
      JsonNode properties = metadata.path("properties");
      if (properties.findValuesAsText("name").stream().anyMatch(name -> name.startsWith(OURS))) {
        properties.forEach(
            key ->
                known.keys.add(
                    new Key(
                        key.path("name").asText(),
                        key.path("type").asText(),
                        key.path("defaultValue").asText(null))));
        metadata.path("groups").forEach(known::addGroup);
      }
    }
    return known;
  }

  /** A group within another record is bound with that record. */
  private void addGroup(JsonNode group) {
    if (group.path("type").equals(group.path("sourceType"))) {
      groups.add(new Group(group.path("name").asText(), classOf(group.path("type").asText())));
    }
  }

  static Class<?> classOf(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The metadata names the unknown class " + name + ".", e);
    }
  }

  List<Group> groups() {
    return List.copyOf(groups);
  }

  List<Key> keys() {
    return List.copyOf(keys);
  }
}
