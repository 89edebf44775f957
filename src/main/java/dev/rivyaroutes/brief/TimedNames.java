package dev.rivyaroutes.brief;

import dev.rivyaroutes.FileNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of moved files: if the name of one is in use, a time is added to it. */
public final class TimedNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern TIMED =
      Pattern.compile("(?s)(.*)\\.(\\d{8}T\\d{9}Z(?:-\\d+)?)(\\.[^.]*)?");

  private TimedNames() {}

  /**
   * @param n how many names were in use; 0 for the name itself
   */
  public static String name(String name, int n, Instant now) {
    if (n == 0) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    String time = "." + TIME.format(now) + (n == 1 ? "" : "-" + n);
    return FileNames.fit(name.substring(0, end), time + name.substring(end), FileNames.LONGEST);
  }

  /** The name that a file had before a time was added. */
  public static String withoutTime(String name) {
    Matcher timed = TIMED.matcher(name);
    return timed.matches() ? timed.group(1) + (timed.group(3) == null ? "" : timed.group(3)) : name;
  }

  /** The time in a name; empty for the first file of its name. */
  public static String time(String name) {
    Matcher timed = TIMED.matcher(name);
    return timed.matches() ? timed.group(2) : "";
  }
}
