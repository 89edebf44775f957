package dev.rivyaroutes.check.start;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of {@code lib/} that are on the class path: the launcher of the packaged program puts
 * them there, before the program's own libraries.
 */
final class AddedLibraries {

  static final String FOLDER = "lib";

  private AddedLibraries() {}

  /** In the order of the class path. */
  static List<Path> find(Path workingFolder) {
    return find(workingFolder, AddedLibraries.class.getClassLoader());
  }

  static List<Path> find(Path workingFolder, ClassLoader loader) {
    Path folder = workingFolder.resolve(FOLDER).toAbsolutePath().normalize();
    Stream<Path> classPath =
        loader instanceof URLClassLoader launched
            ? Arrays.stream(launched.getURLs())
                .filter(AddedLibraries::isFile)
                .map(AddedLibraries::path)
            : Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    return classPath
        .map(file -> file.toAbsolutePath().normalize())
        .filter(file -> file.startsWith(folder) && Files.isRegularFile(file))
        .distinct()
        .toList();
  }

  /** Whether it is a file or folder, not a jar within another. */
  static boolean isFile(URL url) {
    return url.getProtocol().equals("file");
  }

  static Path path(URL url) {
    return Path.of(URI.create(url.toString()));
  }
}
