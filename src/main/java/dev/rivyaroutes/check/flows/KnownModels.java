package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** The models of each account, without a network: those last returned, else those shipped. */
final class KnownModels {

  private static final String RIVYA = "https://rivya.ai";

  /**
   * The models of an account.
   *
   * @param live whether Rivya has returned them; else they are those that the program ships
   */
  record Models(String baseUrl, JsonNode list, boolean live) {}

  private final Settings settings;
  private final ModelFile file;
  private JsonNode shipped;

  /**
   * @param folder the working folder
   */
  KnownModels(Environment environment, Path folder) {
    this.settings = new Settings(environment);
    this.file = ModelFile.read(folder);
  }

  /** Empty for an address other than Rivya's that has returned none. */
  Optional<Models> of(String account) throws IOException {
    String url = settings.text("rivya.accounts." + account + ".base-url");
    String base = WebAddress.base(url.isEmpty() ? RIVYA : url);
    Optional<Models> live = file.at(base).map(list -> new Models(base, list, true));
    if (live.isPresent() || !base.equals(RIVYA)) {
      return live;
    }
    if (shipped == null) {
      shipped = ModelFile.shipped();
    }
    return Optional.of(new Models(base, shipped, false));
  }
}
