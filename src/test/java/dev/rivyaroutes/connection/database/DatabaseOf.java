package dev.rivyaroutes.connection.database;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Databases from settings, bound as in the program. */
public final class DatabaseOf {

  private DatabaseOf() {}

  public static DatabaseConnections settings(Map<String, String> settings) {
    return new DatabaseConnections(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("rivya", Bindable.of(DatabaseProperties.class)));
  }

  /** One database, by its settings without their prefix. */
  public static DatabaseConnections one(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    settings.forEach((key, value) -> all.put("rivya.database." + name + "." + key, value));
    return settings(all);
  }
}
