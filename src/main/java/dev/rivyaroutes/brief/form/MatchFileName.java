package dev.rivyaroutes.brief.form;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds a file by the name that a person wrote. Systems store accented letters in different Unicode
 * forms, and some ignore letter case: without an exact match, the only name that differs in these
 * alone matches.
 */
public final class MatchFileName {
  private MatchFileName() {}

  /** The matching name; empty when none matches, or several that differ in letter case only. */
  public static Optional<String> find(String name, Collection<String> names) {
    if (names.contains(name)) {
      return Optional.of(name);
    }
    return only(name, names, MatchFileName::composed)
        .or(() -> only(name, names, text -> composed(text).toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> only(
      String name, Collection<String> names, UnaryOperator<String> form) {
    String wanted = form.apply(name);
    List<String> same = names.stream().filter(one -> form.apply(one).equals(wanted)).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  /** The text in Unicode form NFC, in which equal letters are equal characters. */
  public static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
