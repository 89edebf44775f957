package dev.rivyaroutes.delivery.mail;

import java.util.stream.Collectors;

/** A letter as plain text with the line breaks of mails. */
final class PlainLetter {

  private static final String BREAK = "\r\n";

  private PlainLetter() {}

  static String of(Letter letter) {
    String text =
        letter.blocks().stream().map(PlainLetter::text).collect(Collectors.joining("\n\n"));
    return text.replace("\n", BREAK) + BREAK;
  }

  private static String text(Letter.Block block) {
    if (block instanceof Letter.Paragraph paragraph) {
      return MailText.lines(paragraph.text());
    }
    if (block instanceof Letter.Passage passage) {
      String title = passage.title() == null ? "" : passage.title() + "\n\n";
      return title + MailText.lines(passage.text());
    }
    if (block instanceof Letter.Files files) {
      return files.files().stream()
          .map(file -> "- " + file.described() + (files.linked() ? "\n  " + file.link() : ""))
          .collect(Collectors.joining("\n"));
    }
    Letter.Note note = (Letter.Note) block;
    // The line by which mail programs recognise a signature.
    return "-- \n"
        + note.lines().stream()
            .map(line -> MailText.line(line, 1_000))
            .collect(Collectors.joining("\n"));
  }
}
