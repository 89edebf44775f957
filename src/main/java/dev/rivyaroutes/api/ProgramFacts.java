package dev.rivyaroutes.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** What this process is, how it is set up, and how it is. */
@Component
final class ProgramFacts {

  private final ConfigurableEnvironment environment;
  private final ObjectProvider<HealthEndpoint> health;
  private final ObjectProvider<PrometheusMeterRegistry> metrics;

  ProgramFacts(
      ConfigurableEnvironment environment,
      ObjectProvider<HealthEndpoint> health,
      ObjectProvider<PrometheusMeterRegistry> metrics) {
    this.environment = environment;
    this.health = health;
    this.metrics = metrics;
  }

  Map<String, Object> versions(Instant now) {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("made_at", now);
    versions.put("program", environment.getProperty("spring.application.version", "unknown"));
    versions.put("profiles", environment.getActiveProfiles());
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("processors", Runtime.getRuntime().availableProcessors());
    versions.put("largest_heap", Runtime.getRuntime().maxMemory());
    versions.put("running_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
    return versions;
  }

  String settings() {
    return new DescribeSettings(environment).text();
  }

  Optional<HealthComponent> health() {
    return Optional.ofNullable(health.getIfAvailable()).map(HealthEndpoint::health);
  }

  Optional<String> metrics() {
    return Optional.ofNullable(metrics.getIfAvailable()).map(PrometheusMeterRegistry::scrape);
  }
}
