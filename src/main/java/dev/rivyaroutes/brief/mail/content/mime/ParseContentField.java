package dev.rivyaroutes.brief.mail.content.mime;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a value with parameters: RFC 2045, RFC 2231 with continuations, and what mailers write
 * instead: names without quotes, with raw bytes, with quotes inside.
 */
final class ParseContentField {
  private static final Pattern CONTINUED = Pattern.compile("([^*]+)\\*(\\d{1,3})?(\\*)?");
  private static final Pattern ENCODED = Pattern.compile("([^']*)'[^']*'(.*)", Pattern.DOTALL);
  private static final int MOST = 200;

  private final String raw;
  private int at;
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, TreeMap<Integer, Segment>> segments = new HashMap<>();

  private record Segment(String text, boolean encoded) {}

  ParseContentField(String raw) {
    this.raw = raw;
  }

  ContentField field() {
    int end = raw.indexOf(';');
    String head = (end < 0 ? raw : raw.substring(0, end)).strip();
    String value = head.split("[\\s(]", 2)[0].replace("\"", "").toLowerCase(Locale.ROOT);
    at = end < 0 ? raw.length() : end + 1;
    for (int n = 0; n < MOST && at < raw.length(); n++) {
      parameter();
    }
    Map<String, String> extended = new HashMap<>();
    segments.forEach((name, parts) -> extended.put(name, joined(parts)));
    return new ContentField(value, plain, extended);
  }

  private void parameter() {
    int equals = raw.indexOf('=', at);
    int end = raw.indexOf(';', at);
    if (equals < 0 || end >= 0 && end < equals) {
      at = end < 0 ? raw.length() : end + 1;
      return;
    }
    String name = raw.substring(at, equals).strip().toLowerCase(Locale.ROOT);
    at = equals + 1;
    put(name, value());
  }

  private void put(String name, String value) {
    Matcher continued = CONTINUED.matcher(name);
    if (!continued.matches()) {
      plain.putIfAbsent(name, value);
      return;
    }
    int number = continued.group(2) == null ? 0 : Integer.parseInt(continued.group(2));
    boolean encoded = continued.group(2) == null || continued.group(3) != null;
    segments
        .computeIfAbsent(continued.group(1), one -> new TreeMap<>())
        .putIfAbsent(number, new Segment(value, encoded));
  }

  private String value() {
    while (at < raw.length() && Character.isWhitespace(raw.charAt(at))) {
      at++;
    }
    if (at < raw.length() && raw.charAt(at) == '"') {
      return quoted();
    }
    int end = raw.indexOf(';', at);
    String value = raw.substring(at, end < 0 ? raw.length() : end).strip();
    at = end < 0 ? raw.length() : end + 1;
    return value;
  }

  /** A quote inside a name does not end it: only one before a semicolon or the end does. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < raw.length(); at++) {
      char c = raw.charAt(at);
      boolean escape =
          c == '\\' && at + 1 < raw.length() && "\"\\".indexOf(raw.charAt(at + 1)) >= 0;
      if (escape) {
        value.append(raw.charAt(++at));
      } else if (c == '"' && endsAfter(at)) {
        return value.toString();
      } else {
        value.append(c);
      }
    }
    return value.toString().replaceFirst("\"?\\s*$", "");
  }

  private boolean endsAfter(int quote) {
    int next = quote + 1;
    while (next < raw.length() && Character.isWhitespace(raw.charAt(next))) {
      next++;
    }
    if (next < raw.length() && raw.charAt(next) != ';') {
      return false;
    }
    at = next + 1;
    return true;
  }

  private static String joined(TreeMap<Integer, Segment> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = null;
    for (Segment segment : parts.values()) {
      String text = segment.text();
      Matcher encoded = ENCODED.matcher(text);
      if (segment.encoded() && charset == null && encoded.matches()) {
        charset = encoded.group(1);
        text = encoded.group(2);
      }
      bytes.writeBytes(segment.encoded() ? percent(text) : DecodeHeader.bytes(text));
    }
    String text = DecodeCharset.text(bytes.toByteArray(), charset);
    return charset == null ? DecodeHeader.text(text) : text;
  }

  private static byte[] percent(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = DecodeHeader.bytes(text);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }
}
