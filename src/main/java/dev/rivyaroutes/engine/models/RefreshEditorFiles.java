package dev.rivyaroutes.engine.models;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.StandIns;
import dev.rivyaroutes.check.editor.EditorFiles;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
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
  private final boolean off;

  /** While flows are tested, models and connections are not those of the configuration. */
  @Autowired
  RefreshEditorFiles(ConfigurableEnvironment environment, ObjectProvider<StandIns> tests) {
    this(environment, Path.of(""), tests.getIfAvailable() != null);
  }

  RefreshEditorFiles(ConfigurableEnvironment environment, Path folder, boolean off) {
    this.environment = environment;
    this.folder = folder;
    this.off = off;
  }

  @EventListener(ApplicationReadyEvent.class)
  void refresh() {
    if (!isAsked()) {
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
    if (simulated || catalogue.models() == null || !isAsked()) {
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

  private boolean isAsked() {
    return !off && Files.isDirectory(folder.resolve(ModelFile.FOLDER));
  }
}
