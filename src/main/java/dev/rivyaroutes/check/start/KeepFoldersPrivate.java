package dev.rivyaroutes.check.start;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import dev.rivyaroutes.media.file.MediaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Creates the folders of the ledger, the media store and large streams with mode 0700. An existing
 * folder keeps its mode, with a warning if others can read it. Drop folders and sinks belong to the
 * user and are not touched.
 */
public final class KeepFoldersPrivate
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger(KeepFoldersPrivate.class);

  private static final String SPOOL = "camel.main.stream-caching-spool-directory";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    List<Path> folders = folders(environment);
    prepare(folders).forEach(warning -> LOG.warn("{}", warning));
    keepStreamsPrivate(environment);
    context.addApplicationListener(
        (ApplicationListener<ApplicationReadyEvent>) ready -> narrowLedger(environment));
  }

  /** The folders of the ledger and the media store. */
  static List<Path> folders(ConfigurableEnvironment environment) {
    List<Path> folders = new ArrayList<>();
    try {
      Path ledger = ledger(environment);
      if (ledger != null) {
        folders.add(ledger.getParent());
      }
      MediaFiles.folder(environment.getProperty("rivya.media.store", "")).ifPresent(folders::add);
    } catch (InvalidPathException e) {
      LOG.debug("The configured folder is not a path", e);
    }
    return folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  private static Path ledger(ConfigurableEnvironment environment) {
    return LedgerFile.path(environment.getProperty("spring.datasource.url", ""))
        .map(file -> file.toAbsolutePath().normalize())
        .orElse(null);
  }

  /** Creates missing folders; returns a warning for each existing one that others can read. */
  static List<String> prepare(List<Path> folders) {
    Set<String> warnings = new TreeSet<>();
    for (Path folder : folders) {
      try {
        boolean isNew = Files.notExists(folder);
        OwnerOnly.createFolders(folder);
        if (!isNew && OwnerOnly.isOpen(folder)) {
          String name = FileLine.below(folder);
          warnings.add(
              "Other users of this host can read %s (mode %s), where the program keeps prompts and media. Run: chmod 700 %s"
                  .formatted(name, OwnerOnly.mode(folder), name));
        }
      } catch (IOException e) {
        LOG.debug("Could not create or inspect {}", folder, e);
      }
    }
    return List.copyOf(warnings);
  }

  /** Without a configured folder Camel writes large bodies into one that everybody can read. */
  private static void keepStreamsPrivate(ConfigurableEnvironment environment) {
    if (!environment.containsProperty(SPOOL)) {
      try {
        Path folder = Files.createTempDirectory("rivya-streams");
        environment
            .getPropertySources()
            .addLast(new MapPropertySource("private", Map.of(SPOOL, folder.toString())));
      } catch (IOException e) {
        LOG.warn(
            "Could not create a temporary folder ({}). Set java.io.tmpdir to a folder that the program"
                + " can write to.",
            PlainWords.of(e));
      }
    }
  }

  /** An embedded database creates its files with the default mode of the process. */
  private static void narrowLedger(ConfigurableEnvironment environment) {
    Path ledger = ledger(environment);
    if (ledger == null || !Files.isDirectory(ledger.getParent())) {
      return;
    }
    try (Stream<Path> files = Files.list(ledger.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().startsWith(ledger.getFileName().toString())) {
          OwnerOnly.narrow(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("Could not change the mode of the files of {}: {}", ledger, PlainWords.of(e));
    }
  }
}
