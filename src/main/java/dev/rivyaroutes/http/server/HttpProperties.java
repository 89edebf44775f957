package dev.rivyaroutes.http.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits for the callers of the HTTP server.
 *
 * @param minRate The minimum bytes per second at which a caller must send its body and read the
 *     answer.
 * @param headWithin The maximum time to receive the request line and the headers of a call.
 * @param bodyWithin The maximum time to receive a request body, however fast it is sent.
 * @param uploads The maximum number of request bodies over 1MB that are received at the same time;
 *     further ones are answered with 503.
 * @param bodiesInMemory The maximum size of all request bodies in memory; further calls are
 *     answered with 503.
 * @param bodiesPerAddress The maximum number of slow request bodies from one address at the same
 *     time.
 * @param connections The maximum number of open connections; beyond it, idle and slow ones are
 *     closed.
 * @param connectionsPerAddress The maximum number of open connections from one address, which may
 *     be a proxy of many callers.
 */
@ConfigurationProperties("rivya.http")
public record HttpProperties(
    @DefaultValue("1KB") DataSize minRate,
    @DefaultValue("10s") Duration headWithin,
    @DefaultValue("10m") Duration bodyWithin,
    @DefaultValue("32") int uploads,
    @DefaultValue("64MB") DataSize bodiesInMemory,
    @DefaultValue("100") int bodiesPerAddress,
    @DefaultValue("4000") int connections,
    @DefaultValue("1000") int connectionsPerAddress) {

  public HttpProperties {
    atLeast("min-rate", minRate.toBytes(), 1, minRate.toBytes() + "B", "1B");
    atLeast("head-within", headWithin.toMillis(), 1000, headWithin.toMillis() + "ms", "1s");
    atLeast("body-within", bodyWithin.toMillis(), 1000, bodyWithin.toMillis() + "ms", "1s");
    atLeast("uploads", uploads, 1, "" + uploads, "1");
    atLeast(
        "bodies-in-memory",
        bodiesInMemory.toBytes(),
        DataSize.ofMegabytes(2).toBytes(),
        bodiesInMemory.toBytes() + "B",
        "2MB");
    atLeast("bodies-per-address", bodiesPerAddress, 1, "" + bodiesPerAddress, "1");
    atLeast("connections", connections, 10, "" + connections, "10");
    atLeast("connections-per-address", connectionsPerAddress, 2, "" + connectionsPerAddress, "2");
  }

  private static void atLeast(String key, long value, long least, String actual, String minimum) {
    if (value < least) {
      throw new IllegalArgumentException(
          "rivya.http." + key + " is " + actual + "; it must be at least " + minimum + ".");
    }
  }
}
