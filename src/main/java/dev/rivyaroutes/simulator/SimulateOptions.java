package dev.rivyaroutes.simulator;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** The arguments of the command {@code simulate}. */
record SimulateOptions(SimulatorSettings settings, boolean quiet, boolean help) {

  static final String HELP =
      """
      Usage: java -jar rivya-routes.jar simulate [options]

      Runs a simulated Rivya that costs nothing, until it is stopped.

        --port N            port to listen on, 0 for a free one (9700)
        --host NAME         address to listen on (127.0.0.1)
        --image-seconds S   time that an image takes (3)
        --video-seconds S   time that a video takes (20)
        --audio-seconds S   time that a sound takes (5)
        --key KEY           API key that is accepted (%s)
        --credits N         credits of the account at first (1000000)
        --media small|full  size of the results (full)
        --video-megabytes N least size of a video in MB (0)
        --quiet             print nothing when ready
        --help              print this
      """
          .formatted(SimulatorSettings.DEFAULT_KEY);

  static SimulateOptions parse(String[] args) {
    SimulateOptions options =
        new SimulateOptions(
            SimulatorSettings.defaults()
                .withAddress("127.0.0.1", 9700)
                .withTiming(
                    new Timing(
                        Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(5)))
                .withMedia(MediaShape.FULL),
            false,
            false);
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private SimulateOptions with(String name, Iterator<String> rest) {
    return switch (name) {
      case "--quiet" -> new SimulateOptions(settings, true, help);
      case "--help" -> new SimulateOptions(settings, quiet, true);
      case "--port",
          "--host",
          "--image-seconds",
          "--video-seconds",
          "--audio-seconds",
          "--key",
          "--credits",
          "--media",
          "--video-megabytes" -> {
        Require.that(rest.hasNext(), name + " needs a value; see --help");
        yield new SimulateOptions(changed(name, rest.next()), quiet, help);
      }
      default ->
          throw new IllegalArgumentException(name + " is not known; --help lists the options");
    };
  }

  private SimulatorSettings changed(String name, String value) {
    Timing timing = settings.timing();
    return switch (name) {
      case "--port" -> settings.withAddress(settings.host(), (int) number(name, value, 65_535));
      case "--host" -> settings.withAddress(value, settings.port());
      case "--image-seconds" ->
          settings.withTiming(new Timing(seconds(name, value), timing.video(), timing.audio()));
      case "--video-seconds" ->
          settings.withTiming(new Timing(timing.image(), seconds(name, value), timing.audio()));
      case "--audio-seconds" ->
          settings.withTiming(new Timing(timing.image(), timing.video(), seconds(name, value)));
      case "--key" ->
          settings.withKeys(SimulatedKey.accepted(value, SimulatorSettings.DEFAULT_ACCOUNT));
      case "--credits" -> settings.withCredits(number(name, value, Long.MAX_VALUE));
      case "--video-megabytes" ->
          settings.withMedia(
              settings.media().withVideoBytes(number(name, value, 10_000) * 1_000_000));
      default -> settings.withMedia(media(value).withVideoBytes(settings.media().videoBytes()));
    };
  }

  private static MediaShape media(String value) {
    return switch (value) {
      case "small" -> MediaShape.SMALL;
      case "full" -> MediaShape.FULL;
      default ->
          throw new IllegalArgumentException(
              "--media is '" + value + "'; it must be small or full");
    };
  }

  private static Duration seconds(String name, String value) {
    Require.that(
        value.matches("\\d{1,6}(\\.\\d{1,3})?"),
        name + " is '" + value + "'; it must be a number of seconds such as 3 or 0.5");
    return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
  }

  private static long number(String name, String value, long most) {
    Require.that(
        value.matches("\\d{1,18}") && Long.parseLong(value) <= most,
        name + " is '" + value + "'; it must be a whole number from 0 to " + most);
    return Long.parseLong(value);
  }
}
