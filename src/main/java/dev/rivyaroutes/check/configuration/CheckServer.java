package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.MaskSecrets;
import dev.rivyaroutes.check.Place;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Finds invalid ports and unsupported databases. */
public final class CheckServer {

  private static final int HIGHEST_PORT = 65_535;
  private static final String DATABASE = "spring.datasource.url";

  private final Environment environment;

  public CheckServer(Environment environment) {
    this.environment = environment;
  }

  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    for (String key : List.of("server.port", "management.server.port")) {
      String port = environment.getProperty(key, "");
      if (port.matches("-?\\d+") && !isPort(port)) {
        findings.add(
            finding(
                key, key + " is " + port + ", which is not a port.", "Write one from 1 to 65535."));
      }
    }
    String url = environment.getProperty(DATABASE, "");
    if (!url.matches("jdbc:(sqlite:[^:].*|postgresql:.+)")) {
      findings.add(
          finding(
              DATABASE,
              "%s is \"%s\", which is not a supported database."
                  .formatted(DATABASE, MaskSecrets.address(url)),
              "Write jdbc:postgresql://host/database, or jdbc:sqlite:./data/ledger.db."));
    }
    return findings;
  }

  /** 0 is any free port, -1 no server. */
  private static boolean isPort(String port) {
    try {
      int number = Integer.parseInt(port);
      return number >= -1 && number <= HIGHEST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Finding finding(String key, String problem, String remedy) {
    Place place =
        ExplainOwnMessageAtKey.property(environment, ConfigurationPropertyName.of(key))
            .map(SettingPlace::of)
            .orElse(Place.NOWHERE);
    return new Finding(Rule.SERVER, place, problem, remedy);
  }
}
