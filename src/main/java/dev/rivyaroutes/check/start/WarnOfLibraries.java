package dev.rivyaroutes.check.start;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.check.FileLine;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Warns at the start of jars in {@code lib/} that others may change, and of those that take the
 * place of a library of the program.
 */
@Component
class WarnOfLibraries {

  private static final Logger LOG = LoggerFactory.getLogger(WarnOfLibraries.class);

  private static final Pattern CLASS =
      Pattern.compile("(?!META-INF/).+/(?!package-info)[^/-]+\\.class");
  private static final Pattern JAR = Pattern.compile("([^/!]+\\.(?:jar|zip))/?!/[^!]*$");

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    List<Path> jars = AddedLibraries.find(Path.of(""));
    List<String> warnings = new ArrayList<>(writable(jars));
    warnings.addAll(replacing(jars, WarnOfLibraries.class.getClassLoader()));
    warnings.forEach(warning -> LOG.warn("{}", warning));
  }

  /** The jars run with the rights of the program, so only its administrators may write them. */
  static List<String> writable(List<Path> jars) {
    List<String> warnings = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    jars.stream().map(Path::getParent).distinct().forEach(files::add);
    files.addAll(jars);
    for (Path file : files) {
      try {
        if (OwnerOnly.isWritable(file)) {
          String name = FileLine.below(file);
          warnings.add(
              "Other users of this host can write %s (mode %s), whose code the program runs. Run: chmod go-w %s"
                  .formatted(name, OwnerOnly.mode(file), name));
        }
      } catch (IOException e) {
        LOG.debug("Could not inspect {}", file, e);
      }
    }
    return warnings;
  }

  /** A library of the same file name is the same one, so nothing is lost. */
  static List<String> replacing(List<Path> jars, ClassLoader loader) {
    List<String> warnings = new ArrayList<>();
    for (Path jar : jars) {
      List<String> holders = holders(jar, loader);
      String own = jar.getFileName().toString();
      if (holders.size() > 1 && holders.get(0).equals(own) && !holders.get(1).equals(own)) {
        warnings.add(
            "%s is used in place of %s. Remove it, unless it is meant to replace that."
                .formatted(FileLine.below(jar), holders.get(1)));
      }
    }
    return warnings;
  }

  /** The jars that have the first class of a jar, in the order of the class path. */
  private static List<String> holders(Path jar, ClassLoader loader) {
    List<String> holders = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String name =
          Collections.list(zip.entries()).stream()
              .map(ZipEntry::getName)
              .filter(CLASS.asMatchPredicate())
              .findFirst()
              .orElse(null);
      if (name != null) {
        for (URL url : Collections.list(loader.getResources(name))) {
          Matcher holder = JAR.matcher(url.toString());
          if (holder.find()) {
            holders.add(holder.group(1));
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("Could not inspect {}", jar, e);
    }
    return holders;
  }
}
