package dev.rivyaroutes.brief.mail.content.text;

import java.util.List;

/**
 * A line of a mail.
 *
 * @param text without marks of quotation
 * @param depth how deep it is quoted
 * @param pictures the Content-IDs of the pictures that are shown in it
 */
record Line(String text, Zone zone, int depth, List<String> pictures) {

  Line(String text, Zone zone, int depth) {
    this(text, zone, depth, List.of());
  }

  boolean isBlank() {
    return text.isBlank();
  }

  Line in(Zone other) {
    return new Line(text, other, depth, pictures);
  }

  /** The text with its marks of quotation. */
  String marked() {
    return depth == 0 ? text : ">".repeat(depth) + " " + text;
  }
}
