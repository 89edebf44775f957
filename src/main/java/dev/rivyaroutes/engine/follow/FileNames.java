package dev.rivyaroutes.engine.follow;

import java.net.URI;

/** The plain file name at the end of a result's address. */
final class FileNames {

  private static final int LONGEST = 150;

  private FileNames() {}

  static String ofAddress(String address, int n, String extension) {
    String path = URI.create(address).getPath();
    String last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    String plain = last.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replaceAll("^\\.+", "").strip();
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return "result-" + n + "." + extension;
    }
    return plain;
  }
}
