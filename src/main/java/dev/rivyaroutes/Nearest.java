package dev.rivyaroutes;

import java.util.Collection;

/** Finds the known name that is most similar to an unknown one. */
public final class Nearest {

  /** Only the start of longer names is compared. */
  private static final int COMPARED = 80;

  private Nearest() {}

  /** The most similar known name; null when none is similar enough. */
  public static String near(String wrong, Collection<String> known) {
    String nearest = to(wrong, known);
    boolean near = nearest != null && distance(wrong, nearest) <= Math.max(1, nearest.length() / 2);
    return near ? nearest : null;
  }

  /** The known name with the fewest letters of difference; null when nothing is known. */
  public static String to(String wrong, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(wrong, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Levenshtein's edit distance. */
  public static int distance(String left, String right) {
    String a = left.substring(0, Math.min(left.length(), COMPARED));
    String b = right.substring(0, Math.min(right.length(), COMPARED));
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
