package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import dev.rivyaroutes.rivya.call.RivyaCall;
import java.util.List;
import org.apache.camel.Exchange;

/** What is known of the call of an exchange that Rivya charges for. */
public final class PaidCall {

  private static final String EXPECTED = "rivyaCreateSent";
  private static final String REUSED = "rivyaReusedUploads";

  private PaidCall() {}

  /** The next call of the exchange is charged for. */
  public static void expect(Exchange exchange) {
    RivyaCall.expect(exchange);
    exchange.setProperty(EXPECTED, true);
  }

  /** Records which uploads of its request were made for an earlier job. */
  public static void recordReused(Exchange exchange, List<Uploaded> uploads) {
    exchange.setProperty(REUSED, uploads.stream().filter(Uploaded::reused).toList());
  }

  /**
   * Whether the call may have left the program. One that still waited for the account's rate
   * rateLimiter has not.
   */
  static boolean wasSent(Exchange exchange) {
    return exchange.getProperty(EXPECTED) != null && RivyaCall.hasBegun(exchange);
  }

  static boolean isStreamed(Exchange exchange) {
    return exchange.getVariable("streamed", false, Boolean.class);
  }

  static List<Uploaded> reused(Exchange exchange) {
    List<?> files = exchange.getProperty(REUSED, List.of(), List.class);
    return files.stream().map(Uploaded.class::cast).toList();
  }
}
