package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.mail.content.sender.MailList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The mailing lists whose mails are taken; those of all others are passed over.
 *
 * @param ids their List-Ids
 */
record TakenLists(Set<String> ids) {

  static TakenLists parse(String text) {
    Set<String> ids = new TreeSet<>();
    Arrays.stream(text.split(","))
        .map(one -> one.strip().toLowerCase(Locale.ROOT))
        .filter(one -> !one.isEmpty())
        .forEach(
            one -> {
              Require.that(
                  one.matches("[^\\s@<>\"]+"),
                  "mail-drop-source has \"%s\" in lists; write the List-Id from the headers of the list's mails, such as %s."
                      .formatted(one, one.replaceAll("[\\s<>\"]", "").replace('@', '.')));
              ids.add(one);
            });
    return new TakenLists(Set.copyOf(ids));
  }

  /**
   * @param list null for none
   */
  boolean take(MailList list) {
    return list != null && ids.contains(list.id());
  }
}
