package dev.rivyaroutes.brief.mail.content.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses the addresses of a header (RFC 5322). It is strict: a text that can be read in two ways,
 * such as a group, a route or two addresses in brackets, has no usable address.
 */
final class ParseAddresses {
  private static final int LONGEST = 320;
  private static final Pattern LOCAL =
      Pattern.compile(
          "[^\\s\\p{Cc}\\p{Cf}()<>@,;:\\\\\".\\[\\]]+(\\.[^\\s\\p{Cc}\\p{Cf}()<>@,;:\\\\\".\\[\\]]+)*");
  private static final Pattern QUOTED_LOCAL = Pattern.compile("\"[ !#-\\[\\]-~]+\"");

  /**
   * One entry of a list of addresses.
   *
   * @param name the display name as it is written
   * @param address the address, or empty when it cannot be used
   */
  record Entry(String name, Optional<MailAddress> address) {}

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private String bracketed;
  private boolean broken;

  private ParseAddresses(String text) {
    this.text = text;
  }

  static List<Entry> parse(String text) {
    return new ParseAddresses(text).entries();
  }

  private List<Entry> entries() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> {
          int end = endOfQuote(i);
          words.append(text, i, end);
          i = end;
        }
        case '(' -> i = endOfComment(i);
        case '<' -> i = bracket(i);
        case ',' -> {
          put();
          i++;
        }
        case ';', ':', '>' -> {
          broken = true; // A group, or brackets that do not match.
          i++;
        }
        default -> {
          broken |= Character.isISOControl(c) && c != '\t';
          words.append(c);
          i++;
        }
      }
    }
    put();
    return entries;
  }

  private int bracket(int from) {
    int end = from + 1;
    while (end < text.length() && text.charAt(end) != '>') {
      end = text.charAt(end) == '"' ? endOfQuote(end) : end + 1;
    }
    broken |= bracketed != null || end >= text.length();
    bracketed = text.substring(from + 1, Math.min(end, text.length())).strip();
    words.append(' ');
    return end + 1;
  }

  private int endOfQuote(int from) {
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    broken = true;
    return text.length();
  }

  private int endOfComment(int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        words.append(' ');
        return i + 1;
      }
    }
    broken = true;
    return text.length();
  }

  private void put() {
    String said = words.toString().strip();
    if (bracketed != null) {
      entries.add(new Entry(said, broken ? Optional.empty() : address(bracketed)));
    } else if (!said.isEmpty() || broken) {
      entries.add(new Entry("", broken ? Optional.empty() : address(said)));
    }
    words.setLength(0);
    bracketed = null;
    broken = false;
  }

  static Optional<MailAddress> address(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || text.length() > LONGEST) {
      return Optional.empty();
    }
    String local = text.substring(0, at);
    boolean usable = LOCAL.matcher(local).matches() || QUOTED_LOCAL.matcher(local).matches();
    return usable
        ? MailDomain.of(text.substring(at + 1)).map(domain -> new MailAddress(local, domain))
        : Optional.empty();
  }
}
