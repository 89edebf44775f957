package dev.rivyaroutes.brief.mail.content.sender;

/** What proves the sender of a mail. */
public enum SenderRule {
  /** The own server says dmarc=pass for exactly the domain of From. */
  DMARC,
  /** The own server says dkim=pass for a signature of exactly the domain of From. */
  DKIM,
  /** Nothing: whoever can send mail to the mailbox can order. */
  NONE
}
