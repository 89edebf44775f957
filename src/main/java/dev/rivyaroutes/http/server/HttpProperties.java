package dev.rivyaroutes.http.server;

import dev.rivyaroutes.Require;
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
    Require.atLeast("rivya.http.min-rate", minRate, "1B");
    Require.atLeast("rivya.http.head-within", headWithin, "1s");
    Require.atLeast("rivya.http.body-within", bodyWithin, "1s");
    Require.atLeast("rivya.http.uploads", uploads, 1);
    Require.atLeast("rivya.http.bodies-in-memory", bodiesInMemory, "2MB");
    Require.atLeast("rivya.http.bodies-per-address", bodiesPerAddress, 1);
    Require.atLeast("rivya.http.connections", connections, 10);
    Require.atLeast("rivya.http.connections-per-address", connectionsPerAddress, 2);
  }
}
