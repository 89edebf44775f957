package dev.rivyaroutes.brief;

import java.nio.charset.StandardCharsets;

/** Names within what file systems and buckets allow. */
public final class FitName {
  private static final int FILE_NAME = 255;
  private static final int OBJECT_KEY = 1024;

  private FitName() {}

  /** The name with something behind it; the end of the name is cut off where both are too long. */
  public static String of(String name, String behind) {
    return of(name, behind, FILE_NAME);
  }

  /** The same for the key of an object. */
  public static String ofKey(String key, String behind) {
    return of(key, behind, OBJECT_KEY);
  }

  private static String of(String name, String behind, int most) {
    int room = most - bytes(behind);
    int end = name.length();
    while (end > 0 && bytes(name.substring(0, end)) > room) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + behind;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
