package dev.rivyaroutes.brief.mail.content.text;

import java.util.Set;

/**
 * The text of a whole mail, and the pictures in it.
 *
 * @param shown the Content-IDs of pictures within the new text
 * @param cut the Content-IDs of pictures within what was cut off
 */
public record ComposedText(MailText text, Set<String> shown, Set<String> cut) {
  public ComposedText {
    shown = Set.copyOf(shown);
    cut = Set.copyOf(cut);
  }
}
