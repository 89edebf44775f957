package dev.rivyaroutes.delivery.mail;

import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A letter as simple HTML: every text is escaped, and pictures are parts of the mail, never of
 * other hosts.
 */
final class HtmlLetter {

  private static final String HEAD =
      "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>\n"
          + "<body style=\"font-family: sans-serif; line-height: 1.4\">\n";

  private static final String END = "</body></html>\n";
  private static final String TEXT = "white-space: pre-wrap; overflow-wrap: anywhere";
  private static final String SMALL = "color: #666; font-size: 85%; overflow-wrap: anywhere";
  private static final String PICTURE = "max-width: 100%; max-height: 480px";

  private HtmlLetter() {}

  static String of(Letter letter) {
    String body = letter.blocks().stream().map(HtmlLetter::html).collect(Collectors.joining());
    return (HEAD + body + END).replace("\n", "\r\n");
  }

  private static String html(Letter.Block block) {
    if (block instanceof Letter.Paragraph paragraph) {
      return "<p dir=\"auto\">" + escape(MailText.lines(paragraph.text())) + "</p>\n";
    }
    if (block instanceof Letter.Passage passage) {
      String title = passage.title() == null ? "" : "<p>" + escape(passage.title()) + "</p>\n";
      return title
          + "<div dir=\"auto\" style=\"%s\">%s</div>\n"
              .formatted(TEXT, escape(MailText.lines(passage.text())));
    }
    if (block instanceof Letter.Files files) {
      return files.files().stream()
          .map(file -> file(file, files.linked()))
          .collect(Collectors.joining());
    }
    Letter.Note note = (Letter.Note) block;
    return note.lines().stream()
        .map(line -> escape(MailText.line(line, 1_000)))
        .collect(Collectors.joining("<br>\n", "<p style=\"" + SMALL + "\">", "</p>\n"));
  }

  private static String file(MailFile file, boolean linked) {
    String name = escape(file.described());
    if (linked) {
      return "<p><a href=\"%s\">%s</a></p>\n".formatted(escape(file.link()), name);
    }
    if (file.contentId() == null) {
      return "<p>" + name + "</p>\n";
    }
    return "<p><img src=\"cid:%s\" alt=\"%s\" style=\"%s\"><br>\n%s</p>\n"
        .formatted(escape(file.contentId()), escape(file.name()), PICTURE, name);
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
