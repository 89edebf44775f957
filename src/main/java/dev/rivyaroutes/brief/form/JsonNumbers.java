package dev.rivyaroutes.brief.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The numbers of briefs: exact, and none that another system would read as infinite or 0. */
final class JsonNumbers {
  private static final Pattern FORM =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
  private static final int LONGEST = 100;
  private static final int LONGEST_EXPONENT = 4;

  private JsonNumbers() {}

  static boolean isNumber(String text) {
    return FORM.matcher(text).matches();
  }

  static Number read(String text) throws BriefRefused {
    if (text.length() > LONGEST) {
      throw new BriefRefused(
          "a number has %s characters; at most %s are allowed. Shorten it, or put it into quotes"
              .formatted(text.length(), LONGEST));
    }
    if (!FORM.matcher(text).matches()) {
      throw new BriefRefused(BriefText.quote(text) + " is not a number");
    }
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    String exponent = e < 0 ? "" : text.substring(e + 1).replaceFirst("^[-+]?0*", "");
    BigDecimal number = exponent.length() > LONGEST_EXPONENT ? null : new BigDecimal(text);
    if (number == null
        || Double.isInfinite(number.doubleValue())
        || number.signum() != 0 && number.doubleValue() == 0) {
      throw new BriefRefused(
          "the number "
              + BriefText.quote(text)
              + " is out of range: other systems support at most about 1.8e308, and nothing closer to 0"
              + " than 5e-324. Write a smaller one, or put it into quotes");
    }
    return e >= 0 || text.indexOf('.') >= 0 ? number : whole(number.toBigIntegerExact());
  }

  static Number check(Number number) throws BriefRefused {
    boolean large =
        number instanceof BigDecimal d && d.unscaledValue().bitLength() > LONGEST * 4
            || number instanceof BigInteger i && i.bitLength() > LONGEST * 4;
    if (large) {
      throw new BriefRefused("a number has more than " + LONGEST + " digits. Shorten it");
    }
    read(number.toString());
    return number;
  }

  private static Number whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }
}
