package dev.rivyaroutes.check.configuration;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Every key, as it is documented: what is below a name that the user chooses stands under {@code
 * *}, and what is listed under {@code [*]}.
 */
final class DocumentedKeys {

  private static final String ANY = "*";

  /**
   * A key.
   *
   * @param defaultValue the value it has when nobody sets it; null where there is none
   * @param owner the class of the record that holds it; null where the metadata describes it
   * @param component its name in that record
   */
  record Key(String name, String type, String defaultValue, String owner, String component) {

    /** Whether it is the key of this name, with names that a user chose. */
    boolean matches(ConfigurationPropertyName other) {
      String[] parts = name.replace("[*]", ".*").split("[.]");
      int length = other.getNumberOfElements();
      boolean isListed = length == parts.length + 1 && other.isLastElementIndexed();
      if (length != parts.length && !isListed) {
        return false;
      }
      for (int i = 0; i < parts.length; i++) {
        String part = parts[i].replace("-", "").toLowerCase(Locale.ROOT);
        if (!part.equals(ANY) && !part.equals(other.getElement(i, Form.UNIFORM))) {
          return false;
        }
      }
      return true;
    }
  }

  private final Map<String, Key> keys = new TreeMap<>();

  private DocumentedKeys() {}

  static List<Key> all() throws IOException {
    DocumentedKeys documented = new DocumentedKeys();
    ConfigurationMetadata.load().keys().forEach(documented::add);
    return List.copyOf(documented.keys.values());
  }

  private void add(ConfigurationMetadata.Key key) {
    String inner = key.type().replaceFirst("^.*[,<](dev\\.rivyaroutes\\.[^>]*)>$", "$1");
    if (inner.equals(key.type())) {
      keys.put(key.name(), new Key(key.name(), key.type(), key.defaultValue(), null, null));
    } else {
      addParts(
          key.name() + (key.type().startsWith("java.util.List") ? "[*]" : "." + ANY),
          ConfigurationMetadata.classOf(inner));
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
}
