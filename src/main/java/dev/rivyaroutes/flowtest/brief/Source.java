package dev.rivyaroutes.flowtest.brief;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;

/**
 * A source of a flow: a route that begins with one.
 *
 * @param route the id of the route
 * @param kind its Kamelet, or the component of other sources
 * @param kameletRoute the route that Camel created from the Kamelet; null for other sources
 * @param parameters the parameters of the Kamelet
 */
record Source(String route, String kind, String kameletRoute, Map<String, Object> parameters) {

  /** The forms of briefs that each source takes. */
  private static final Map<String, List<String>> TAKES =
      Map.ofEntries(
          Map.entry("folder-drop-source", List.of("file")),
          Map.entry("s3-drop-source", List.of("file")),
          Map.entry("sftp-drop-source", List.of("file")),
          Map.entry("mail-drop-source", List.of("mail")),
          Map.entry("kafka-drop-source", List.of("record")),
          Map.entry("jms-drop-source", List.of("message")),
          Map.entry("sqs-drop-source", List.of("message", "file")),
          Map.entry("database-drop-source", List.of("row")),
          Map.entry("http-drop-source", List.of("call")),
          Map.entry("schedule-source", List.of("at")),
          Map.entry("timer", List.of("at")),
          Map.entry("direct", List.of("body")));

  static final Set<String> FORMS =
      Set.of("file", "mail", "record", "message", "row", "call", "at", "body");

  /** The sources among routes. */
  static List<Source> of(CamelContext camel, Set<String> routes) {
    return camel.getRoutes().stream()
        .filter(route -> routes.contains(route.getRouteId()))
        .map(Source::of)
        .filter(source -> TAKES.containsKey(source.kind()))
        .toList();
  }

  private static Source of(Route route) {
    if (route.getEndpoint() instanceof KameletEndpoint kamelet) {
      return new Source(
          route.getRouteId(),
          kamelet.getTemplateId(),
          kamelet.getRouteId(),
          kamelet.getKameletProperties());
    }
    String uri = route.getEndpoint().getEndpointUri();
    return new Source(route.getRouteId(), uri.replaceFirst(":.*", ""), null, Map.of("uri", uri));
  }

  boolean takes(String form) {
    return TAKES.get(kind).contains(form);
  }

  List<String> forms() {
    return TAKES.get(kind);
  }

  /** Camel may know a parameter by another spelling, such as timeZone for time-zone. */
  String parameter(String name) {
    return parameters.entrySet().stream()
        .filter(one -> plain(one.getKey()).equals(plain(name)))
        .map(one -> String.valueOf(one.getValue()))
        .findFirst()
        .orElse("");
  }

  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
