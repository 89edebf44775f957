package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.mail.content.sender.MailAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who may order by mail: addresses and whole domains.
 *
 * @param entries addresses, and {@code @domain} for all addresses of a domain; empty for everybody
 */
record AllowedSenders(Set<String> entries) {

  private static final Pattern ENTRY = Pattern.compile("[^\\s@,;<>\"]*@[^\\s@,;<>\"]+");

  static AllowedSenders parse(String text) {
    Set<String> entries = new TreeSet<>();
    Arrays.stream(text.split(","))
        .map(one -> one.strip().toLowerCase(Locale.ROOT))
        .filter(one -> !one.isEmpty())
        .forEach(
            one -> {
              Require.that(
                  ENTRY.matcher(one).matches(),
                  "mail-drop-source has \"%s\" in senders; write addresses such as ann@example.com and domains such as @example.com, separated by commas."
                      .formatted(one));
              entries.add(one);
            });
    return new AllowedSenders(Set.copyOf(entries));
  }

  boolean isOn() {
    return !entries.isEmpty();
  }

  boolean allow(MailAddress sender) {
    return !isOn()
        || entries.contains(sender.toString().toLowerCase(Locale.ROOT))
        || entries.contains("@" + sender.domain());
  }
}
