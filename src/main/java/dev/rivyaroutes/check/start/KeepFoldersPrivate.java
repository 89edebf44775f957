package dev.rivyaroutes.check.start;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.FileLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * Makes the folders of the ledger, the media and large streams before anybody else does, for the
 * program's own user alone. A folder that is there already keeps its mode: others may need it; but
 * that they can read it is told. Drop folders and sinks are the user's own and are left alone.
 */
public final class KeepFoldersPrivate
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger(KeepFoldersPrivate.class);

  private static final Pattern LEDGER = Pattern.compile("jdbc:(?:h2:file|sqlite):([^;?]+).*");
  private static final String MEDIA = "file:";
  private static final String SPOOL = "camel.main.stream-caching-spool-directory";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    List<Path> folders = folders(environment);
    prepare(folders).forEach(told -> LOG.warn("{}", told));
    keepStreamsPrivate(environment);
    context.addApplicationListener(
        (ApplicationListener<ApplicationReadyEvent>) ready -> narrowLedger(environment));
  }

  /** The folders in which the program alone writes, as far as the configuration tells them. */
  static List<Path> folders(ConfigurableEnvironment environment) {
    List<Path> folders = new ArrayList<>();
    try {
      Path ledger = ledger(environment);
      if (ledger != null) {
        folders.add(ledger.getParent());
      }
      String media = environment.getProperty("rivya.media.store", "");
      if (media.startsWith(MEDIA) && media.length() > MEDIA.length()) {
        folders.add(Path.of(media.substring(MEDIA.length()).replaceFirst("^//(?=/)", "")));
      }
    } catch (InvalidPathException e) {
      LOG.debug("Who opens it tells better that it is no path", e);
    }
    return folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  private static Path ledger(ConfigurableEnvironment environment) {
    Matcher file = LEDGER.matcher(environment.getProperty("spring.datasource.url", ""));
    return file.matches() ? Path.of(file.group(1)).toAbsolutePath().normalize() : null;
  }

  /** Makes what is missing, and says of what is there whether others can read it. */
  static List<String> prepare(List<Path> folders) {
    Set<String> told = new TreeSet<>();
    for (Path folder : folders) {
      try {
        boolean isNew = Files.notExists(folder);
        OwnerOnly.createFolders(folder);
        if (!isNew && OwnerOnly.isOpen(folder)) {
          String name = FileLine.below(folder);
          told.add(
              "Other users of this host can read %s (mode %s), where the program keeps prompts and media. Run: chmod 700 %s"
                  .formatted(name, OwnerOnly.mode(folder), name));
        }
      } catch (IOException e) {
        LOG.debug("{} cannot be made or looked at; who opens it tells better", folder, e);
      }
    }
    return List.copyOf(told);
  }

  /** Camel writes large bodies into a folder that all can read unless it finds one. */
  private static void keepStreamsPrivate(ConfigurableEnvironment environment) {
    if (!environment.containsProperty(SPOOL)) {
      try {
        Path folder = Files.createTempDirectory("rivya-streams");
        environment
            .getPropertySources()
            .addLast(new MapPropertySource("private", Map.of(SPOOL, folder.toString())));
      } catch (IOException e) {
        LOG.warn(
            "No temporary folder can be made ({}). Set java.io.tmpdir to a folder that the program"
                + " may write to.",
            PlainWords.of(e));
      }
    }
  }

  /** An embedded database makes its files as the process does by default. */
  private static void narrowLedger(ConfigurableEnvironment environment) {
    Path ledger = ledger(environment);
    if (ledger == null || !Files.isDirectory(ledger.getParent())) {
      return;
    }
    try (Stream<Path> files = Files.list(ledger.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().startsWith(ledger.getFileName() + ".")
            || file.getFileName().equals(ledger.getFileName())) {
          OwnerOnly.narrow(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("The mode of the files of {} cannot be changed: {}", ledger, PlainWords.of(e));
    }
  }
}
