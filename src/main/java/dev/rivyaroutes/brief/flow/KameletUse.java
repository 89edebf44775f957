package dev.rivyaroutes.brief.flow;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.URISupport;

/**
 * A Kamelet as a route uses it by a URI.
 *
 * @param name the Kamelet
 * @param parameters the parameters in the URI
 */
public record KameletUse(String name, Map<String, Object> parameters) {

  private static final String SCHEME = "kamelet:";
  private static final Set<String> SINKS = Set.of("rivya-generation-sink", "rivya-chat-sink");
  private static final String RESULTS = "rivya-result-source";

  /** Parses a URI; empty when it is not of a Kamelet. */
  public static Optional<KameletUse> of(String uri) {
    if (uri == null || !uri.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String[] parts = uri.split("\\?", 2);
    String name = parts[0].substring(SCHEME.length()).replaceFirst("^//", "").split("/", 2)[0];
    try {
      Map<String, Object> parameters =
          parts.length < 2 ? Map.of() : URISupport.parseQuery(parts[1]);
      return Optional.of(new KameletUse(name, parameters));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Cannot read the parameters of " + parts[0], e);
    }
  }

  /** Whether it accepts the briefs of a flow. */
  public boolean acceptsBriefs() {
    return SINKS.contains(name);
  }

  /** Whether it takes the results of a flow. */
  public boolean takesResults() {
    return RESULTS.equals(name);
  }

  public Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters.get(key)).map(Object::toString);
  }
}
