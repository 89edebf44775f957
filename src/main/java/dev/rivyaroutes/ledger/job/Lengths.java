package dev.rivyaroutes.ledger.job;

/** The lengths of the ledger's columns for texts of other systems, in characters. */
public final class Lengths {

  /** Prompts, params, requests and results. */
  public static final int TEXT = 1_000_000;

  public static final int OMITTED_TEXT = 100_000;
  public static final int MODEL = 200;
  public static final int SOURCE_NAME = 1_100;
  public static final int SOURCE = 100;
  public static final int CALLER = 400;
  public static final int FILE_NAME = 1_100;
  public static final int RIVYA_ID = 200;
  public static final int URL = 8_000;
  public static final int TOKEN = 2_000;
  public static final int PLACE = 4_000;

  private Lengths() {}

  public static String truncate(String text, int max) {
    if (text == null || text.length() <= max) {
      return text;
    }
    // Databases refuse half of a surrogate pair.
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  /** Truncates a longer text at its start, because a path ends with its file name. */
  public static String truncateStart(String text, int max) {
    if (text == null || text.length() <= max) {
      return text;
    }
    int start = text.length() - max;
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
