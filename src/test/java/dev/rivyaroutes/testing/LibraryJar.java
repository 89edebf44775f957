package dev.rivyaroutes.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars for lib/ that a test makes. */
public final class LibraryJar {

  private LibraryJar() {}

  /** A jar with one entry. */
  public static Path of(Path file, String entry, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /** A jar of a Camel component. */
  public static Path camel(Path file, String artifact, String version) throws IOException {
    return of(
        file,
        "META-INF/maven/org.apache.camel/" + artifact + "/pom.properties",
        "artifactId=" + artifact + "\nversion=" + version + "\n");
  }
}
