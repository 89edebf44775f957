package dev.rivyaroutes.check.flows;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds parameter values that a Kamelet would not get unchanged: a parameter becomes part of an
 * address, twice, and passes through Camel's placeholders.
 */
final class CheckParameterText {

  record Loss(String why, String remedy) {}

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
  private static final Pattern BRACKETED = Pattern.compile("^RAW[({]");
  private static final Pattern IN_PATH = Pattern.compile("[?%]|^//");
  private static final Pattern IN_QUERY = Pattern.compile("[+%&]");
  private static final String RAW = "RAW(";

  private CheckParameterText() {}

  /**
   * @param text the value with the placeholders resolved that can be; a function of Camel's may
   *     remain
   */
  static Optional<Loss> in(String text, Kamelets.Kamelet kamelet, Kamelets.Parameter parameter) {
    boolean raw = text.startsWith(RAW) && text.endsWith(")");
    String value = raw ? text.substring(RAW.length(), text.length() - 1) : text;
    String rest = PLACEHOLDER.matcher(value).replaceAll("");
    if (kamelet.beans().contains(value)) {
      return loss("is a reserved name", "Choose another name.");
    }
    if (rest.contains("{{") || rest.contains("}}") || rest.contains("\\}")) {
      return loss(
          "has double braces that are not a placeholder",
          "Write {{key}} for a key of the configuration; other double braces are not possible here.");
    }
    if (rest.contains("\\")) {
      return loss("has a backslash, which would be lost", "Write / in its place.");
    }
    if (rest.startsWith("#")) {
      return loss(
          "begins with #, which Camel reads as the name of a bean",
          "Choose another value; the path of a folder can begin with ./");
    }
    if (rest.contains("$simple{")) {
      return loss("has $simple{, which Camel reads as an expression", "Choose one without it.");
    }
    if (CONTROL.matcher(rest).find() || !value.equals(value.strip())) {
      return loss(
          "has a control character, a line break, or white space at an end, which would be lost",
          "Remove it.");
    }
    if (!raw && BRACKETED.matcher(rest).find() || rest.contains(")&")) {
      return loss("has RAW and brackets that do not enclose all of it", "Write RAW(value).");
    }
    if (!raw && rest.contains("&")) {
      return loss("has an &, which would end it", "Write RAW(" + value + ").");
    }
    if (parameter.inPath() && IN_PATH.matcher(rest).find()
        || parameter.inQuery() && IN_QUERY.matcher(rest).find()) {
      return loss(
          "has a character with a meaning in addresses: ?, %, +, & or // at its beginning",
          "Choose a name without it.");
    }
    return Optional.empty();
  }

  private static Optional<Loss> loss(String why, String remedy) {
    return Optional.of(new Loss(why, remedy));
  }
}
