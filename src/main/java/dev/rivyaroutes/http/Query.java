package dev.rivyaroutes.http;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query parameters of a call. One that its address does not know is refused: passed over, a
 * misspelt filter would answer with everything.
 */
public final class Query {
  private static final String API = "/api/";

  /** What each address of ours takes; the others take nothing. */
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "/api/jobs",
              List.of(
                  "caller",
                  "conversation",
                  "cursor",
                  "deliveries",
                  "flow",
                  "limit",
                  "name",
                  "q",
                  "status"),
          "/api/models", List.of("account"));

  /**
   * @param path the address as its route names it
   * @param query the query as it was sent; null when there is none
   */
  public static Map<String, String> of(String path, String query) {
    if (query == null || !path.startsWith(API)) {
      return Map.of();
    }
    List<String> known = KNOWN.getOrDefault(path, List.of());
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw invalid(name, unknown(name, known));
      }
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1)).strip();
      if (value.indexOf('\0') >= 0) {
        // PostgreSQL refuses a NUL in a text.
        throw invalid(name, "The parameter " + name + " holds a NUL; remove it.");
      }
      if (values.put(name, value) != null) {
        throw invalid(name, "The parameter " + name + " is there twice; send it once.");
      }
    }
    values.values().removeIf(String::isEmpty);
    return values;
  }

  private static String unknown(String name, List<String> known) {
    String wrong = "The parameter '" + FileNames.clean(name) + "' is not known here. ";
    if (known.isEmpty()) {
      return wrong + "This call takes no query parameters; remove it.";
    }
    String near = Nearest.near(name, known);
    return wrong
        + (near == null ? "" : "Did you mean " + near + "? ")
        + "Known are: "
        + String.join(", ", known)
        + ".";
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("query", "The query has a % that begins no character; write %25 for a %.");
    }
  }

  private static Problem invalid(String field, String detail) {
    return Problem.of(400, "invalid-parameter", detail).with("field", field);
  }

  private Query() {}
}
