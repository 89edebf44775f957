package dev.rivyaroutes.http.intake;

import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;

/** Names of files as callers send them: untrusted, so only a plain last part is kept of them. */
public final class FileName {
  private static final int LONGEST = 150;
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cs}:*?\"<>|]");

  /** The last part of the name without what file systems and URIs read as more than a name. */
  public static String plain(String sent, String fallback) {
    if (sent == null) {
      return fallback;
    }
    String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    String plain = UNSAFE.matcher(last).replaceAll("_").strip().replaceFirst("^\\.+", "");
    return plain.isBlank()
        ? fallback
        : plain.substring(Math.max(0, plain.length() - LONGEST)).strip();
  }

  /** The file name of a {@code Content-Disposition} header, made plain. */
  static String ofDisposition(String header, String fallback) {
    if (header == null) {
      return fallback;
    }
    try {
      return plain(ContentDisposition.parse(header).getFilename(), fallback);
    } catch (IllegalArgumentException e) {
      return fallback;
    }
  }

  private FileName() {}
}
