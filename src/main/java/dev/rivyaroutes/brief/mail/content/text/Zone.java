package dev.rivyaroutes.brief.mail.content.text;

/** What a line of a mail is; a later one outweighs an earlier one. */
enum Zone {
  /** Written by the sender. */
  OWN,
  /** In a block quotation of the sender's own, or one that the mail program does not mark. */
  INDENTED,
  /** A signature. */
  SIGNATURE,
  /** Quoted; the sender may have answered between such lines. */
  QUOTE,
  /** An earlier mail below the new one. */
  HISTORY
}
