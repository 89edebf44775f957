package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.MaskSecrets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Finds ports and databases that Spring would refuse in words of its own. */
public final class CheckServer {

  private static final int HIGHEST_PORT = 65_535;
  private static final String DATABASE = "spring.datasource.url";

  private final Environment environment;

  public CheckServer(Environment environment) {
    this.environment = environment;
  }

  public List<Finding> check() {
    List<Finding> breaches = new ArrayList<>();
    for (String key : List.of("server.port", "management.server.port")) {
      String port = environment.getProperty(key, "");
      if (port.matches("-?\\d+") && !isPort(port)) {
        breaches.add(
            breach(key, key + " is " + port + ", which is no port.", "Write one from 1 to 65535."));
      }
    }
    String url = environment.getProperty(DATABASE, "");
    if (!url.matches("jdbc:(h2|postgresql):.+")) {
      breaches.add(
          breach(
              DATABASE,
              DATABASE
                  + " is \""
                  + MaskSecrets.address(url)
                  + "\", which is no database that the program knows.",
              "Write jdbc:postgresql://host/database, or jdbc:h2:file:./data/ledger."));
    }
    return breaches;
  }

  /** 0 is any free port, and -1 none. */
  private static boolean isPort(String port) {
    try {
      int number = Integer.parseInt(port);
      return number >= -1 && number <= HIGHEST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Finding breach(String key, String problem, String remedy) {
    String place =
        ExplainOwnMessageAtKey.property(environment, ConfigurationPropertyName.of(key))
            .map(SettingPlace::of)
            .orElse("");
    return new Finding(place, problem, remedy);
  }
}
