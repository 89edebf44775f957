package dev.rivyaroutes.check.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every key that the program sets or reads: all below {@code rivya}, and those of its parts for
 * which it has a default of its own. What hangs below a name that the user chooses, as the accounts
 * do, stands under {@code *}, and what is listed under {@code [*]}. This is the one place of the
 * defaults: the records' own, and those of the additional metadata.
 */
public final class ConfigurationMetadata {

  static final String ANY = "*";
  private static final String OURS = "rivya.";
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * A key.
   *
   * @param type the Java type of its value, as the metadata names it
   * @param defaultValue the value it has when nobody sets it; null where there is none
   * @param owner the class of the record that holds it; null where none does
   * @param component its name in that record
   */
  public record Key(String name, String type, String defaultValue, String owner, String component) {

    /** Whether a part of it is the user's. */
    boolean isPattern() {
      return name.contains(ANY);
    }

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

  private final Map<String, Key> keys = new TreeMap<>();
  private final List<Group> groups = new ArrayList<>();

  /** Reads the metadata that the compiler wrote beside the classes. */
  public static ConfigurationMetadata load() throws IOException {
    ConfigurationMetadata known = new ConfigurationMetadata();
    ClassLoader classes = ConfigurationMetadata.class.getClassLoader();
    for (URL file : Collections.list(classes.getResources(METADATA))) {
      JsonNode metadata = Json.PLAIN.readTree(file);
      JsonNode properties = metadata.path("properties");
      if (properties.findValuesAsText("name").stream().anyMatch(name -> name.startsWith(OURS))) {
        properties.forEach(
            key -> known.add(key.path("name").asText(), key.path("type").asText(), text(key)));
        metadata.path("groups").forEach(known::addGroup);
      }
    }
    return known;
  }

  /** A group that is a part of another's record comes with that one. */
  private void addGroup(JsonNode group) {
    if (group.path("type").equals(group.path("sourceType"))) {
      groups.add(new Group(group.path("name").asText(), classOf(group.path("type").asText())));
    }
  }

  private static String text(JsonNode key) {
    JsonNode value = key.path("defaultValue");
    return value.isMissingNode() ? null : value.asText();
  }

  private void add(String name, String type, String defaultValue) {
    String inner = type.replaceFirst("^.*[,<](dev\\.rivyaroutes\\.[^>]*)>$", "$1");
    if (inner.equals(type)) {
      keys.put(name, new Key(name, type, defaultValue, null, null));
    } else {
      addParts(name + (type.startsWith("java.util.List") ? "[*]" : "." + ANY), classOf(inner));
    }
  }

  private void addParts(String prefix, Class<?> record) {
    RecordComponent[] parts = record.getRecordComponents();
    Parameter[] parameters = record.getDeclaredConstructors()[0].getParameters();
    for (int i = 0; i < parts.length; i++) {
      RecordComponent part = parts[i];
      String name = prefix + "." + DataObjectPropertyName.toDashedForm(part.getName());
      Class<?> element = elementOf(part);
      if (part.getType().isRecord()) {
        addParts(name, part.getType());
      } else if (element != null && element.isRecord()) {
        addParts(name + (Map.class == part.getType() ? "." + ANY : "[*]"), element);
      } else {
        keys.put(
            name,
            new Key(
                name,
                part.getType().getName(),
                defaultOf(parameters[i]),
                record.getName(),
                part.getName()));
      }
    }
  }

  private static Class<?> elementOf(RecordComponent part) {
    if (part.getGenericType() instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return arguments[arguments.length - 1] instanceof Class<?> element ? element : null;
    }
    return null;
  }

  private static String defaultOf(Parameter parameter) {
    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
    return value == null ? null : String.join(",", value.value());
  }

  private static Class<?> classOf(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the metadata names the class " + name, e);
    }
  }

  List<Group> groups() {
    return List.copyOf(groups);
  }

  /** The type of a key that no record of ours holds. */
  Class<?> typeOf(Key key) {
    return classOf(key.type());
  }

  public List<Key> all() {
    return List.copyOf(keys.values());
  }
}
