package dev.rivyaroutes.delivery.mail;

import java.util.List;

/** What a mail says, before it is plain text or HTML. */
record Letter(List<Block> blocks) {

  /** A part of a letter. */
  sealed interface Block permits Paragraph, Passage, Files, Note {}

  /** A sentence or two of our own. */
  record Paragraph(String text) implements Block {}

  /**
   * A text of others, with its line breaks: an answer, a prompt.
   *
   * @param title null for none
   */
  record Passage(String title, String text) implements Block {}

  /** Files, each with a preview or a link. */
  record Files(List<MailFile> files, boolean linked) implements Block {}

  /** Small print. */
  record Note(List<String> lines) implements Block {}
}
