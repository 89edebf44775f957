package dev.rivyaroutes.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Drops the three example briefs into the demo's folder at its first start; only with the simulated
 * Rivya, because they would cost credits.
 */
@Component
@ConditionalOnProperty({"demo.enabled", "rivya.simulator.enabled"})
public class DemoBriefs {

  /** The flow that takes them. */
  public static final String FLOW = "demo";

  private static final List<String> EXAMPLES = List.of("bicycle.txt", "poster.json", "cup.png");
  private static final String SAMPLE = "A lighthouse at dusk, in watercolours.";
  private static final Path FOLDER = Path.of("data/demo/in");
  private static final Path DROPPED = Path.of("data/demo/examples-dropped");

  @EventListener(ApplicationReadyEvent.class)
  void drop() throws IOException {
    if (Files.exists(DROPPED)) {
      return;
    }
    Path folder = Files.createDirectories(FOLDER);
    for (String example : EXAMPLES) {
      try (InputStream bytes = DemoBriefs.class.getResourceAsStream("/demo/" + example)) {
        Files.copy(bytes, folder.resolve(example));
      }
    }
    Files.createFile(DROPPED);
  }

  /** Drops one more brief, under a name of its own; the folder ignores it until it is whole. */
  public void dropSample() throws IOException {
    Path file = Files.createTempFile(Files.createDirectories(FOLDER), ".sample-", ".txt");
    Files.writeString(file, SAMPLE);
    Files.move(file, FOLDER.resolve(file.getFileName().toString().substring(1)));
  }
}
