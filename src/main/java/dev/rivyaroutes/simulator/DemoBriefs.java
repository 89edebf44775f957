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
class DemoBriefs {

  private static final List<String> EXAMPLES = List.of("bicycle.txt", "poster.json", "cup.png");
  private static final Path DROPPED = Path.of("data/demo/examples-dropped");

  @EventListener(ApplicationReadyEvent.class)
  void drop() throws IOException {
    if (Files.exists(DROPPED)) {
      return;
    }
    Path folder = Files.createDirectories(Path.of("data/demo/in"));
    for (String example : EXAMPLES) {
      try (InputStream bytes = DemoBriefs.class.getResourceAsStream("/demo/" + example)) {
        Files.copy(bytes, folder.resolve(example));
      }
    }
    Files.createFile(DROPPED);
  }
}
