package dev.rivyaroutes.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns any text into names that file systems and object stores of every kind take: no separators,
 * no {@code ..}, no control characters, no leading dot, nothing that Windows reserves, at most 200
 * bytes of UTF-8 a segment. Letters of all scripts stay. A shortened name ends with a hash of the
 * whole one, so that two long names stay two.
 */
public final class SafeName {

  private static final int MAX_SEGMENT = 200;
  private static final int MAX_FOLDERS = 600;
  private static final int MAX_EXTENSION = 20;
  private static final String ERROR_DOCUMENT = ".error.json";

  /** Separators, Windows' reserved characters, controls, bidirectional overrides, half pairs. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[/\\\\<>:\"|?*\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

  private static final Pattern DOTS = Pattern.compile("\\.{2,}");
  private static final Pattern EDGES = Pattern.compile("^[\\s.]+|[\\s.]+$");
  private static final Pattern DEVICES =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private SafeName() {}

  /** One name without folders; empty when nothing of the text can be used. */
  public static String segment(String text) {
    if (text == null) {
      return "";
    }
    String name = UNSAFE.matcher(text).replaceAll("_");
    name = EDGES.matcher(DOTS.matcher(name).replaceAll(".")).replaceAll("");
    name = DEVICES.matcher(name).matches() ? "_" + name : name;
    return shorten(name);
  }

  /** Folders joined by {@code /}; empty when there are none. */
  static String folders(String text) {
    List<String> kept = new ArrayList<>();
    int bytes = 0;
    for (String part : text.split("/")) {
      String folder = segment(part);
      if (folder.isEmpty()) {
        continue;
      }
      bytes += bytes(folder) + 1;
      if (bytes > MAX_FOLDERS) {
        kept.add(hash(text));
        break;
      }
      kept.add(folder);
    }
    return String.join("/", kept);
  }

  /** A whole relative name: folders and, last, a name. */
  static String path(String text) {
    int slash = text.lastIndexOf('/');
    String folders = slash < 0 ? "" : folders(text.substring(0, slash));
    String name = segment(text.substring(slash + 1));
    name = name.isEmpty() ? hash(text) : name;
    return folders.isEmpty() ? name : folders + "/" + name;
  }

  /** Puts a suffix before the extension of a name without folders. */
  static String append(String segment, String suffix) {
    int dot = extensionAt(segment);
    String whole = segment.substring(0, dot) + suffix + segment.substring(dot);
    return shorten(whole);
  }

  private static String shorten(String name) {
    if (bytes(name) <= MAX_SEGMENT) {
      return name;
    }
    int dot = extensionAt(name);
    String tail = "-" + hash(name) + name.substring(dot);
    int room = MAX_SEGMENT - bytes(tail);
    int end = 0;
    for (int used = 0; end < dot; ) {
      int point = name.codePointAt(end);
      used += bytes(Character.toString(point));
      if (used > room) {
        break;
      }
      end += Character.charCount(point);
    }
    return name.substring(0, end) + tail;
  }

  private static int extensionAt(String name) {
    if (name.endsWith(ERROR_DOCUMENT)) {
      return name.length() - ERROR_DOCUMENT.length();
    }
    int dot = name.lastIndexOf('.');
    boolean extension = dot > 0 && bytes(name.substring(dot)) <= MAX_EXTENSION;
    return extension ? dot : name.length();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
