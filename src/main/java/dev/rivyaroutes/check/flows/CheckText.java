package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains what editors put into a file that nobody sees: marks, line ends, other encodings. */
public final class CheckText {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What the decoder writes for bytes that are not UTF-8. */
  private static final char UNKNOWN = '\uFFFD';

  private static final Pattern UNREADABLE =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\uFFFE\uFFFF]");

  private CheckText() {}

  public static void check(String file, String text, List<Finding> findings) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      findings.add(
          Finding.note(
              Rule.YAML,
              new FileLine(file, 1, 1),
              "The file begins with a byte order mark. It is read, but other tools may stumble over it.",
              "Save the file as UTF-8 without BOM."));
    }
    if (text.contains("\r\n")) {
      findings.add(
          Finding.note(
              Rule.YAML,
              new FileLine(file, 1, 1),
              "The lines end as Windows writes them (CR LF). They are read as any others.",
              "Nothing needs to be done; save the file with LF if others edit it elsewhere."));
    }
  }

  /** What makes the whole file unreadable. */
  static Optional<Finding> unreadable(String file, String text) {
    int unknown = text.indexOf(UNKNOWN);
    if (unknown >= 0) {
      return Optional.of(
          Finding.at(
              Rule.YAML,
              place(file, text, unknown),
              "The YAML cannot be read: the file is not UTF-8.",
              "Save it as UTF-8; editors show the encoding in their status line."));
    }
    Matcher control = UNREADABLE.matcher(text);
    return control.find()
        ? Optional.of(
            Finding.at(
                Rule.YAML,
                place(file, text, control.start()),
                "The YAML cannot be read: there is a control character (U+%04X), which editors do not show."
                    .formatted((int) text.charAt(control.start())),
                "Delete it, or type the line anew."))
        : Optional.empty();
  }

  private static FileLine place(String file, String text, int at) {
    String before = text.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new FileLine(file, line, at - before.lastIndexOf('\n'));
  }
}
