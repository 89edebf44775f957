package dev.rivyaroutes;

import java.util.regex.Pattern;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;

/** The message of an exception without the names of classes and packages. */
public final class PlainWords {

  /** Names of classes, with or without their packages; such as java.net.ConnectException. */
  private static final Pattern CLASS =
      Pattern.compile(
          "\\b(?:(?:[a-z][a-z0-9_]*\\.){2,}[A-Z][\\w$]*|[A-Z][\\w$]*(?:Exception|Error))\\b:?\\s*");

  /** The ids that Camel gives to messages. */
  private static final Pattern EXCHANGE =
      Pattern.compile(
          "(?:\\s*\\bon the exchange:)?\\s*\\bExchange\\[[^\\]]*]\\.?|\\s*\\bof type:(?=\\s)");

  private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\s*(?:\\(\\s*\\)|\\[\\s*])");

  private PlainWords() {}

  /** The message without Camel's wrapping, or that of its cause; never empty. */
  public static String of(Throwable failure) {
    Throwable said = failure;
    while (isWrapper(said) && said.getCause() != null) {
      said = said.getCause();
    }
    for (Throwable t = said; t != null && t != t.getCause(); t = t.getCause()) {
      String words = of(t.getMessage());
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "it does not say why; the log may have more";
  }

  /** The text of a library without class names; empty when nothing else is left. */
  public static String of(String text) {
    if (text == null) {
      return "";
    }
    String words = CLASS.matcher(text).replaceAll("");
    words = EXCHANGE.matcher(words).replaceAll("");
    return EMPTY_BRACKETS.matcher(words).replaceAll("").strip();
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof CamelExchangeException || failure instanceof RuntimeCamelException;
  }
}
