package dev.rivyaroutes.check;

import dev.rivyaroutes.access.BindToLoopback;
import dev.rivyaroutes.check.configuration.ApplyDefaults;
import dev.rivyaroutes.check.start.CheckBeforeStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A folder with config/ and routes/, whose files are checked as before a start; nothing runs. */
public final class CheckedHouse {

  private final Path root;
  private final Map<String, Object> variables = new LinkedHashMap<>();

  public CheckedHouse(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("config"));
    Files.createDirectories(root.resolve("routes"));
  }

  /** Takes the flows that are shipped. */
  public CheckedHouse shippedFlows() throws IOException {
    try (var flows = Files.list(Path.of("routes"))) {
      for (Path flow : flows.toList()) {
        Files.copy(flow, root.resolve("routes").resolve(flow.getFileName()));
      }
    }
    return this;
  }

  public CheckedHouse config(String yaml) throws IOException {
    Files.writeString(root.resolve("config/application.yaml"), yaml);
    return this;
  }

  public CheckedHouse flow(String name, String yaml) throws IOException {
    Files.writeString(root.resolve("routes/" + name + ".camel.yaml"), yaml);
    return this;
  }

  /** Sets what the environment of the process would hold, or its command line. */
  public CheckedHouse with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  public ConfigurableEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> settings = new LinkedHashMap<>(variables);
    settings.put("spring.config.location", "classpath:/,file:" + root + "/config/");
    settings.put("rivya.routes", "file:" + root + "/routes/*.camel.yaml");
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    SpringApplication program = new SpringApplication();
    new ApplyDefaults().postProcessEnvironment(environment, program);
    new BindToLoopback().postProcessEnvironment(environment, program);
    return environment;
  }

  public List<Finding> findings() throws IOException {
    return CheckBeforeStart.check(environment());
  }

  /** What stops the start: a line each, with the remedy; files as below the house. */
  public List<String> mistakes() throws IOException {
    return findings().stream()
        .filter(Finding::stopsStart)
        .map(Finding::line)
        .map(line -> line.replace(root + "/", ""))
        .toList();
  }
}
