package dev.rivyaroutes.brief;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Where an arrival comes from, and who hands it in. It is part of the id of each of its briefs.
 *
 * @param source the kind of source, such as http, folder or s3
 * @param caller a token's or a user's name, a folder, a bucket; else the route of the source
 * @param fingerprint the SHA-256 of the request, in hex, where the caller chose its key; else null
 * @param contentDecides whether other content under the same id is another brief
 */
public record Origin(String source, String caller, String fingerprint, boolean contentDecides) {

  private static final String PROPERTY = "rivyaOrigin";

  /** Callers choose the keys of their calls. */
  public static Origin http(String caller, String fingerprint) {
    return new Origin("http", caller, fingerprint, false);
  }

  /** The name, size and time of a file do not identify its content. */
  public static Origin folder(String directory) {
    return new Origin("folder", directory, null, true);
  }

  /** The ETag in an object's id identifies its content. */
  public static Origin s3(String bucket) {
    return new Origin("s3", bucket, null, false);
  }

  /**
   * The id of a message identifies its content.
   *
   * @param caller where it arrived, such as a mailbox or a topic
   */
  public static Origin message(String source, String caller) {
    return new Origin(source, caller, null, false);
  }

  /** Declares the origin of an arrival, before the steps of the flow. */
  public void set(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /** The origin that the source declared, else the first endpoint and route of the exchange. */
  static Origin of(Exchange exchange) {
    Origin declared = exchange.getProperty(PROPERTY, Origin.class);
    if (declared != null) {
      return declared;
    }
    Endpoint from = exchange.getFromEndpoint();
    String uri = from == null ? "" : from.getEndpointBaseUri();
    int scheme = uri.indexOf(':');
    String route = exchange.getFromRouteId();
    return new Origin(
        scheme < 0 ? uri : uri.substring(0, scheme), route == null ? "" : route, null, false);
  }
}
