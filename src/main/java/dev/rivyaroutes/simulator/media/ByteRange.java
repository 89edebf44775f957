package dev.rivyaroutes.simulator.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a Range header asks for (RFC 9110, 14); several ranges at once are
 * answered with the whole file.
 */
public record ByteRange(long from, long length, boolean whole) {

  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Null where the range lies outside of the file. */
  public static ByteRange of(String header, long size) {
    Matcher matcher = header == null ? null : SINGLE.matcher(header.trim());
    if (matcher == null || !matcher.matches() || matcher.group().equals("bytes=-")) {
      return new ByteRange(0, size, true);
    }
    if (matcher.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(matcher.group(2)));
      return last == 0 ? null : new ByteRange(size - last, last, false);
    }
    long from = Long.parseLong(matcher.group(1));
    long to = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    if (to < from) {
      return new ByteRange(0, size, true);
    }
    return from >= size ? null : new ByteRange(from, Math.min(to, size - 1) - from + 1, false);
  }

  public String contentRange(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
