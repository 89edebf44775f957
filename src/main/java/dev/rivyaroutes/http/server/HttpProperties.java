package dev.rivyaroutes.http.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What callers may hold of the HTTP server.
 *
 * @param minRate The bytes a second that a caller must send of its body, or read of its answer.
 * @param headWithin The time for the request line and the headers of a call.
 * @param bodyWithin The time for the body of a call, however fast it comes.
 * @param uploads The bodies over 1MB that are received at once; further ones are answered 503.
 * @param bodiesInMemory The bytes of bodies in memory at once; calls beyond them are answered 503.
 * @param bodiesPerAddress The bodies that one address may send slowly at once.
 * @param connections The open connections; beyond them, idle and slow ones are closed.
 * @param connectionsPerAddress The same for one address, which may be a proxy of many callers.
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

  private static void atLeast(String key, long value, long least, String told, String tolerated) {
    if (value < least) {
      throw new IllegalArgumentException(
          "rivya.http." + key + " is " + told + "; it must be at least " + tolerated + ".");
    }
  }
}
