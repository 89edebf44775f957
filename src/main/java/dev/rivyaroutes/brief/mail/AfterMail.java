package dev.rivyaroutes.brief.mail;

/** What happens to a mail once its briefs are in the ledger. */
enum AfterMail {
  /** It stays as it is, also unread. */
  KEEP,
  /** It gets a keyword, or {@code \Flagged} where the folder keeps no keywords. */
  FLAG,
  /** It is moved to another folder. */
  MOVE
}
