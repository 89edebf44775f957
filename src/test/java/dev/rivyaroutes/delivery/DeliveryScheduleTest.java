package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeliveryScheduleTest {

  private static final String DEFAULT = "5s, 30s, 5m, 30m, 2h, 5h, 10h, 10h, 10h";
  private final DeliverySchedule schedule = DeliverySchedule.of(DEFAULT, "20%");

  @ParameterizedTest
  @CsvSource({"1,PT5S", "2,PT30S", "3,PT5M", "4,PT30M", "5,PT2H", "6,PT5H", "7,PT10H", "9,PT10H"})
  void waitsAsTheScheduleSays(int attempts, Duration wait) {
    assertThat(schedule.delayAfter(attempts, null, draws(0.5))).contains(wait);
  }

  @Test
  void endsAfterTheLastStep() {
    assertThat(schedule.delayAfter(10, null, draws(0.5))).isEmpty();
    assertThat(schedule.delayAfter(10, Duration.ofHours(1), draws(0.5))).isEmpty();
  }

  @Test
  void spreadsTheWaitsByTheJitter() {
    assertThat(schedule.delayAfter(1, null, draws(0))).contains(Duration.ofSeconds(4));
    assertThat(schedule.delayAfter(1, null, draws(1))).contains(Duration.ofSeconds(6));
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> schedule.delayAfter(2, null, random).orElseThrow()))
        .allMatch(wait -> wait.toMillis() >= 24_000 && wait.toMillis() <= 36_000)
        .doesNotContainNull();
  }

  @Test
  void letsTheReceiverAskForMoreButNotForLess() {
    Duration hour = Duration.ofHours(1);
    assertThat(schedule.delayAfter(1, hour, draws(0.5))).contains(hour);
    assertThat(schedule.delayAfter(6, hour, draws(0.5))).contains(Duration.ofHours(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5x", "", "5s,,30s", "0s", "-5s", "5", "5s 30s", "5s,"})
  void refusesAScheduleThatSaysNothing(String text) {
    assertThatThrownBy(() -> DeliverySchedule.of(text, "20%"))
        .hasMessageStartingWith("rivya.delivery.schedule is \"" + text + "\"; ")
        .hasMessageContaining("5s, 30s, 5m, 2h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "", "100%", "-5%", "x%"})
  void refusesAJitterThatIsNoPercentage(String text) {
    assertThatThrownBy(() -> DeliverySchedule.of(DEFAULT, text))
        .hasMessage(
            "rivya.delivery.jitter is \"%s\"; it must be 0%% to 99%%, such as 20%%."
                .formatted(text));
  }

  @Test
  void stopsTheStartWhenTheConfigurationIsWrong() {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    source.put("rivya.delivery.schedule", "5x");

    assertThatThrownBy(
            () -> new Binder(source).bindOrCreate("rivya.delivery", DeliveryProperties.class))
        .rootCause()
        .hasMessageStartingWith("rivya.delivery.schedule is \"5x\"");
  }

  @Test
  void hasTheDefaultsOfTheDocumentation() {
    DeliveryProperties defaults =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("rivya.delivery", DeliveryProperties.class);

    assertThat(defaults.schedule()).isEqualTo(DEFAULT);
    assertThat(defaults.jitter()).isEqualTo("20%");
  }

  private static RandomGenerator draws(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
