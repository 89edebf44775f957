package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Nearest;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds a file by the name that somebody wrote. Systems keep letters with marks in different
 * Unicode forms, and some ignore letter case: where no name is the same, the one is meant that
 * differs in this only.
 */
public final class NamesAlike {
  private static final int SHOWN = 3;

  private NamesAlike() {}

  /** The name that is meant; empty when there is none, or several differ in letter case only. */
  public static Optional<String> find(String name, Collection<String> there) {
    if (there.contains(name)) {
      return Optional.of(name);
    }
    return only(name, there, NamesAlike::composed)
        .or(() -> only(name, there, text -> composed(text).toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> only(
      String name, Collection<String> there, UnaryOperator<String> form) {
    String wanted = form.apply(name);
    List<String> same = there.stream().filter(one -> form.apply(one).equals(wanted)).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  public static boolean alike(String one, String other) {
    return composed(one).equals(composed(other));
  }

  /** The form of a text in which equal letters are equal characters. */
  public static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** The names nearest to one that is missing, for people; empty when nothing is there. */
  public static String nearest(String missing, Collection<String> there) {
    List<String> near =
        there.stream()
            .sorted(Comparator.comparingInt(name -> Nearest.distance(missing, name)))
            .limit(SHOWN)
            .map(BriefText::quote)
            .toList();
    return String.join(", ", near);
  }
}
