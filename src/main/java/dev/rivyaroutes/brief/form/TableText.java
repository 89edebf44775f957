package dev.rivyaroutes.brief.form;

import java.util.Locale;

/** Converts the text of a table's cell to another type. */
public final class TableText {
  private TableText() {}

  /**
   * Converts to a number with all its digits.
   *
   * @throws BriefRefused when it is not a number, or one that programs read differently
   */
  public static Number number(String text) throws BriefRefused {
    String stripped = BriefText.strip(text);
    if (stripped.indexOf(',') >= 0) {
      throw new BriefRefused(
          BriefText.quote(stripped)
              + " has a comma, which some programs read as a decimal point and others as a thousands"
              + " separator. Write the number with a point, such as 1.5, or with digits only.");
    }
    if (!JsonNumbers.isNumber(stripped)) {
      throw new BriefRefused(
          BriefText.quote(stripped) + " is not a number. Write it as 5, -5, 0.5 or 5e-3.");
    }
    try {
      return JsonNumbers.read(stripped);
    } catch (BriefRefused e) {
      throw new BriefRefused("It cannot be used: " + e.getMessage() + ".");
    }
  }

  /** Converts true and false in any letter case; any other text stays as it is. */
  public static Object bool(String text) {
    return switch (BriefText.strip(text).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }
}
