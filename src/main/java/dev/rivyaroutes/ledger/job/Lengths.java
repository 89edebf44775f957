package dev.rivyaroutes.ledger.job;

/** How many characters the ledger's columns hold, where others choose the text. */
public final class Lengths {

  /** Prompts, params, requests and results. */
  public static final int TEXT = 1_000_000;

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

  /** The beginning of a text that is longer. */
  public static String truncate(String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    // Half a character is none that a database takes.
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** The end of a text that is longer: where a path has its file's name, and a row its number. */
  public static String truncateStart(String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    int start = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
