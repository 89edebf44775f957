package dev.rivyaroutes.engine.models;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.editor.EditorFiles;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Keeps the files of {@code .rivya/} as new as the configuration and the models, where the working
 * folder has one. Nothing depends on them but editors and checks, so a failure is only logged.
 */
@Component
class RefreshEditorFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshEditorFiles.class);

  private final ConfigurableEnvironment environment;
  private final Path folder;

  @Autowired
  RefreshEditorFiles(ConfigurableEnvironment environment) {
    this(environment, Path.of(""));
  }

  RefreshEditorFiles(ConfigurableEnvironment environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  @EventListener(ApplicationReadyEvent.class)
  void refresh() {
    if (!Files.isDirectory(folder.resolve(ModelFile.FOLDER))) {
      return;
    }
    try {
      EditorFiles.refresh(environment, folder);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The files for editors in .rivya/ could not be refreshed; the program does not need them: {}",
          PlainWords.of(e));
    }
  }

  /** Writes the models that an address has returned, unless it is the program's own simulator. */
  synchronized void refresh(Catalogue catalogue) {
    boolean simulated =
        catalogue.baseUrl().equals(environment.getProperty("rivya.simulator.url", ""));
    if (simulated
        || catalogue.models() == null
        || !Files.isDirectory(folder.resolve(ModelFile.FOLDER))) {
      return;
    }
    try {
      if (ModelFile.write(folder, catalogue.baseUrl(), Json.PLAIN.readTree(catalogue.models()))) {
        refresh();
      }
    } catch (IOException e) {
      LOG.warn(
          "The models could not be written to .rivya/; the program does not need them: {}",
          PlainWords.of(e));
    }
  }
}
