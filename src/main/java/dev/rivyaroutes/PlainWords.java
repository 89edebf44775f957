package dev.rivyaroutes;

import java.util.regex.Pattern;

/** What an exception says, for people: without the names of classes and packages. */
public final class PlainWords {

  /** Names of classes, with or without their packages; such as java.net.ConnectException. */
  private static final Pattern CLASS =
      Pattern.compile(
          "\\b(?:(?:[a-z][a-z0-9_]*\\.){2,}[A-Z][\\w$]*|[A-Z][\\w$]*(?:Exception|Error))\\b:?\\s*");

  private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\s*(?:\\(\\s*\\)|\\[\\s*])");

  private PlainWords() {}

  /** Its message, or another's behind it; never empty. */
  public static String of(Throwable failure) {
    for (Throwable t = failure; t != null && t != t.getCause(); t = t.getCause()) {
      String words = of(t.getMessage());
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "it does not say why; the log may have more";
  }

  /** A text of a library without its names; empty when nothing is left of it. */
  public static String of(String text) {
    if (text == null) {
      return "";
    }
    String words = CLASS.matcher(text).replaceAll("");
    return EMPTY_BRACKETS.matcher(words).replaceAll("").strip();
  }
}
