package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.database.DatabaseOf;
import dev.rivyaroutes.testing.SilentProxy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A database, a way to it that can break, and the program. */
final class DatabaseHouse implements AutoCloseable {
  final SilentProxy way;
  final SourceWorld world = new SourceWorld();
  private final String routes;

  /**
   * @param port of the PostgreSQL server
   * @param routes the folder of the flows
   */
  DatabaseHouse(int port, String routes) throws IOException {
    this.way = new SilentProxy(port);
    this.routes = routes;
  }

  SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return new SourceProcess(
            name,
            world,
            Connections.class,
            Map.of(
                "test.port",
                Integer.toString(way.port()),
                "rivya.routes",
                "file:" + routes + "/*.camel.yaml"))
        .start("database-drop-source", parameters);
  }

  @Override
  public void close() throws Exception {
    way.close();
    world.close();
  }

  /** The database, and the same with a user that it does not know. */
  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    DatabaseConnections databaseConnections(Environment environment) {
      Map<String, String> all = new HashMap<>();
      for (String name : new String[] {"default", "wrong"}) {
        all.put(
            "rivya.database." + name + ".url",
            "jdbc:postgresql://127.0.0.1:%s/postgres"
                .formatted(environment.getRequiredProperty("test.port")));
        all.put("rivya.database." + name + ".username", "postgres");
        all.put("rivya.database." + name + ".connect-timeout", "1s");
        all.put("rivya.database." + name + ".timeout", "1s");
      }
      all.put("rivya.database.wrong.username", "nobody");
      return DatabaseOf.settings(all);
    }
  }
}
