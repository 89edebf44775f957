package dev.rivyaroutes.simulator;

import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a simulated Rivya inside the program if {@code rivya.simulator.enabled} is true. Its
 * address and key are the properties {@code rivya.simulator.url} and {@code rivya.simulator.key}.
 */
public final class EmbeddedSimulator
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Timing PATIENT =
      new Timing(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(3));

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (!context.getEnvironment().getProperty("rivya.simulator.enabled", Boolean.class, false)) {
      return;
    }
    SimulatedRivya rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withTiming(PATIENT).withMedia(MediaShape.FULL));
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "rivya-simulator",
                Map.of(
                    "rivya.simulator.url",
                    rivya.baseUri().toString(),
                    "rivya.simulator.key",
                    SimulatorSettings.DEFAULT_KEY)));
    ApplicationListener<ContextClosedEvent> closer = event -> rivya.close();
    context.addApplicationListener(closer);
  }
}
