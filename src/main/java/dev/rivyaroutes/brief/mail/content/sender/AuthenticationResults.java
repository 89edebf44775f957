package dev.rivyaroutes.brief.mail.content.sender;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a mail server found out about the sender of a mail: the header Authentication-Results (RFC
 * 8601).
 *
 * @param server the authserv-id in lower case; empty where the header has none, as those of
 *     Exchange Online
 * @param results the results in their order; none when the header is malformed, or says {@code
 *     none}
 * @param malformed whether the header is malformed, so that its results are not trusted
 */
record AuthenticationResults(String server, List<Result> results, boolean malformed) {

  /**
   * The result of one method.
   *
   * @param method such as dmarc, in lower case
   * @param value such as pass, in lower case
   * @param properties such as header.from, by their names in lower case
   */
  record Result(String method, String value, Map<String, String> properties) {
    boolean is(String name) {
      return method.equals(name);
    }

    boolean passed() {
      return value.equals("pass");
    }

    /** A property, or empty. */
    String property(String name) {
      return properties.getOrDefault(name, "");
    }
  }

  static AuthenticationResults parse(String header) {
    return new ParseResults(header).parse();
  }

  boolean isOf(String authservId) {
    return server.equals(authservId.strip().toLowerCase(Locale.ROOT));
  }
}
