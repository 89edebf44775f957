package dev.rivyaroutes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Turns any text into names that file systems and object stores of every kind accept: no
 * separators, no {@code ..}, no control characters, no leading dot, nothing that Windows reserves,
 * at most 200 bytes of UTF-8 a name. Letters of all scripts stay. A shortened name ends with a hash
 * of the whole one, so that two long names stay different.
 */
public final class FileNames {
  /** The longest name of a file, in bytes. */
  public static final int LONGEST = 255;

  /** The longest key of an S3 object, in bytes. */
  public static final int LONGEST_KEY = 1024;

  private static final int MAX_NAME = 200;
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

  private FileNames() {}

  /** One name without folders; empty when no character of the text can be used. */
  public static String clean(String text) {
    if (text == null) {
      return "";
    }
    if (isClean(text)) {
      return shorten(text);
    }
    String name = UNSAFE.matcher(text).replaceAll("_");
    name = EDGES.matcher(DOTS.matcher(name).replaceAll(".")).replaceAll("");
    name = DEVICES.matcher(name).matches() ? "_" + name : name;
    return shorten(name);
  }

  /** Most names are; the patterns take far longer than this. */
  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean dot = c == '.' && i > 0 && i < text.length() - 1 && text.charAt(i - 1) != '.';
      if (!dot && !isPlain(c)) {
        return false;
      }
    }
    return !DEVICES.matcher(text).matches();
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  /** The cleaned last part of a path; the fallback when nothing of it can be used. */
  public static String last(String path, String fallback) {
    String name = path == null ? "" : clean(path.substring(path.lastIndexOf('/') + 1));
    return name.isEmpty() ? fallback : name;
  }

  /** The part of a path up to its last slash. */
  public static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Cleaned folders joined by {@code /}; empty when there are none. */
  public static String folders(String text) {
    List<String> kept = new ArrayList<>();
    int bytes = 0;
    for (String part : text.split("/")) {
      String folder = clean(part);
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

  /** A whole relative path: cleaned folders and, last, a cleaned name. */
  public static String path(String text) {
    int slash = text.lastIndexOf('/');
    String folders = slash < 0 ? "" : folders(text.substring(0, slash));
    String name = last(text, hash(text));
    return folders.isEmpty() ? name : folders + "/" + name;
  }

  /** Puts a suffix before the extension of a name without folders. */
  public static String append(String name, String suffix) {
    int dot = extensionAt(name);
    return shorten(name.substring(0, dot) + suffix + name.substring(dot));
  }

  /** The name with a suffix; the end of the name is cut off where both are too long. */
  public static String fit(String name, String suffix, int longest) {
    return cut(name, longest - bytes(suffix)) + suffix;
  }

  private static String shorten(String name) {
    if (bytes(name) <= MAX_NAME) {
      return name;
    }
    int dot = extensionAt(name);
    return fit(name.substring(0, dot), "-" + hash(name) + name.substring(dot), MAX_NAME);
  }

  /** As many characters as fit into some bytes. */
  private static String cut(String text, int bytes) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += bytes(text.substring(end, next));
      if (used > bytes) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
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
    return DigestUtils.sha256Hex(text).substring(0, 8);
  }
}
