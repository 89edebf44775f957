package dev.rivyaroutes.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every key below {@code rivya} that there is. What hangs below a name that the user chooses, as
 * the accounts do, stands under {@code *}, and what is listed under {@code [*]}.
 */
final class KnownKeys {

  static final String ANY = "*";
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * A key.
   *
   * @param type the Java type of its value, as the metadata names it
   * @param defaultValue the value it has when nobody sets it; null where there is none
   */
  record Key(String name, String type, String defaultValue) {}

  private final Map<String, Key> keys = new TreeMap<>();

  /** Reads the metadata that the compiler wrote beside the classes. */
  static KnownKeys load() throws IOException {
    KnownKeys known = new KnownKeys();
    ClassLoader classes = KnownKeys.class.getClassLoader();
    for (URL file : Collections.list(classes.getResources(METADATA))) {
      for (JsonNode key : new ObjectMapper().readTree(file).path("properties")) {
        if (key.path("name").asText().startsWith("rivya.")) {
          known.add(key.path("name").asText(), key.path("type").asText(), text(key));
        }
      }
    }
    return known;
  }

  private static String text(JsonNode key) {
    JsonNode value = key.path("defaultValue");
    return value.isMissingNode() ? null : value.asText();
  }

  private void add(String name, String type, String defaultValue) {
    String inner = type.replaceFirst("^.*[,<](dev\\.rivyaroutes\\.[^>]*)>$", "$1");
    if (inner.equals(type)) {
      keys.put(name, new Key(name, type, defaultValue));
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
        keys.put(name, new Key(name, part.getType().getName(), defaultOf(parameters[i])));
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

  List<Key> all() {
    return List.copyOf(keys.values());
  }
}
