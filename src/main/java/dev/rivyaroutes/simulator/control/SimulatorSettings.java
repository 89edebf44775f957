package dev.rivyaroutes.simulator.control;

import dev.rivyaroutes.simulator.account.Limits;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.time.Clock;
import java.util.List;

/**
 * How a simulated Rivya starts. Port 0 takes a free one; credits are what each account owns at
 * first; the seed makes trouble with a probability repeatable for the same order of calls.
 */
public record SimulatorSettings(
    Address address,
    Clock clock,
    long seed,
    List<SimulatedKey> keys,
    long credits,
    Timing timing,
    MediaShape media,
    Limits limits) {

  /** The key that is accepted unless the settings name others. */
  public static final String DEFAULT_KEY = "rvya_sk_simulator";

  public static final String DEFAULT_ACCOUNT = SimulatedKey.DEFAULT_ACCOUNT;

  /** Where it listens. */
  public record Address(String host, int port) {}

  public SimulatorSettings {
    keys = List.copyOf(keys);
  }

  public String host() {
    return address.host();
  }

  public int port() {
    return address.port();
  }

  /**
   * Loopback, a free port, one key, a million credits, results at once, small files, no trouble.
   */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        new Address("127.0.0.1", 0),
        Clock.systemUTC(),
        42,
        List.of(SimulatedKey.accepted(DEFAULT_KEY, DEFAULT_ACCOUNT)),
        1_000_000,
        Timing.AT_ONCE,
        MediaShape.SMALL,
        Limits.DEFAULT);
  }

  public SimulatorSettings withAddress(String newHost, int newPort) {
    return new SimulatorSettings(
        new Address(newHost, newPort), clock, seed, keys, credits, timing, media, limits);
  }

  public SimulatorSettings withClock(Clock newClock) {
    return new SimulatorSettings(address, newClock, seed, keys, credits, timing, media, limits);
  }

  public SimulatorSettings withSeed(long newSeed) {
    return new SimulatorSettings(address, clock, newSeed, keys, credits, timing, media, limits);
  }

  public SimulatorSettings withKeys(SimulatedKey... newKeys) {
    return new SimulatorSettings(
        address, clock, seed, List.of(newKeys), credits, timing, media, limits);
  }

  public SimulatorSettings withCredits(long newCredits) {
    return new SimulatorSettings(address, clock, seed, keys, newCredits, timing, media, limits);
  }

  public SimulatorSettings withTiming(Timing newTiming) {
    return new SimulatorSettings(address, clock, seed, keys, credits, newTiming, media, limits);
  }

  public SimulatorSettings withMedia(MediaShape newMedia) {
    return new SimulatorSettings(address, clock, seed, keys, credits, timing, newMedia, limits);
  }

  public SimulatorSettings withLimits(Limits newLimits) {
    return new SimulatorSettings(address, clock, seed, keys, credits, timing, media, newLimits);
  }
}
