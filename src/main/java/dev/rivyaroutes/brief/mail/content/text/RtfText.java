package dev.rivyaroutes.brief.mail.content.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** The text of an RTF document, as winmail.dat has it. Formatting and hidden parts are left out. */
public final class RtfText {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int DEEPEST = 1_000;

  private static final Set<String> NO_TEXT =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "info",
          "pict",
          "object",
          "header",
          "footer",
          "htmltag",
          "generator",
          "themedata",
          "datastore",
          "xmlnstbl",
          "listtable",
          "listoverridetable");

  private final String rtf;
  private int at;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Boolean> outer = new ArrayDeque<>();
  private boolean hidden;
  private boolean htmlRtf;
  private int fallback = 1;
  private int toSkip;

  private RtfText(String rtf) {
    this.rtf = rtf;
  }

  public static String of(String rtf) {
    return new RtfText(rtf).read();
  }

  private String read() {
    while (at < rtf.length()) {
      char c = rtf.charAt(at++);
      switch (c) {
        case '{' -> {
          if (outer.size() >= DEEPEST) {
            return text.toString();
          }
          outer.push(hidden);
        }
        case '}' -> hidden = outer.isEmpty() ? hidden : outer.pop();
        case '\\' -> control();
        case '\r', '\n', '\0' -> {}
        default -> put(String.valueOf(c));
      }
    }
    return text.toString();
  }

  private void control() {
    if (at >= rtf.length()) {
      return;
    }
    char c = rtf.charAt(at);
    if (c == '\'') {
      String hex = rtf.substring(at + 1, Math.min(at + 3, rtf.length()));
      at += 3;
      put(hex.matches("[0-9a-fA-F]{2}") ? character(Integer.parseInt(hex, 16)) : "");
    } else if (isLetter(c)) {
      word();
    } else {
      at++;
      hidden |= c == '*';
      put("\\{}".indexOf(c) >= 0 ? String.valueOf(c) : c == '~' ? " " : "");
    }
  }

  private static String character(int code) {
    return new String(new byte[] {(byte) code}, WINDOWS_1252);
  }

  private void word() {
    int start = at;
    while (at < rtf.length() && isLetter(rtf.charAt(at))) {
      at++;
    }
    String word = rtf.substring(start, at);
    int digits = at;
    while (at < rtf.length()
        && (Character.isDigit(rtf.charAt(at)) || at == digits && rtf.charAt(at) == '-')) {
      at++;
    }
    String number = rtf.substring(digits, Math.min(at, digits + 9));
    if (at < rtf.length() && rtf.charAt(at) == ' ') {
      at++;
    }
    apply(word, number.matches("-?\\d{1,8}") ? Integer.parseInt(number) : 1);
  }

  private void apply(String word, int number) {
    switch (word) {
      case "par", "line", "row", "sect", "page" -> put("\n");
      case "tab", "cell" -> put("\t");
      case "emdash" -> put("—");
      case "endash" -> put("–");
      case "bullet" -> put("•");
      case "lquote" -> put("‘");
      case "rquote" -> put("’");
      case "ldblquote" -> put("“");
      case "rdblquote" -> put("”");
      case "htmlrtf" -> htmlRtf = number != 0;
      case "uc" -> fallback = Math.max(0, Math.min(number, 8));
      case "u" -> {
        toSkip = 0;
        put(String.valueOf((char) number));
        toSkip = fallback;
      }
      case "bin" -> at = Math.min(rtf.length(), at + Math.max(0, number));
      default -> hidden |= NO_TEXT.contains(word);
    }
  }

  private void put(String piece) {
    if (toSkip > 0 && !piece.isEmpty()) {
      toSkip--; // What old readers show instead of a Unicode character.
    } else if (!hidden && !htmlRtf) {
      text.append(piece);
    }
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** The bytes of an RTF document as characters. */
  public static String of(byte[] rtf) {
    return of(new String(rtf, StandardCharsets.ISO_8859_1));
  }
}
