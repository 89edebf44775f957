package dev.rivyaroutes.brief.mail.content;

/** Which pictures within the text of a mail are taken as files of it. Attached ones always are. */
public enum InlinePictures {
  /**
   * Real pictures: at least 32 KB, at least 150 pixels on each side, and not only shown in a
   * quotation or a signature.
   */
  PICTURES,
  /** All of them, logos included. */
  ALL,
  NONE
}
