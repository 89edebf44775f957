package dev.rivyaroutes.brief.mail.content;

/**
 * A mail that no person wrote to the mailbox, and that makes no job.
 *
 * @param reason what in the mail says so, in a sentence
 * @param isOnlyListed whether it is a mail of a person but for the mailing list that it came by
 */
public record AutomaticMail(Kind kind, String reason, boolean isOnlyListed) {

  /** What such a mail is. */
  public enum Kind {
    /** Sent by this program, in whatever installation. */
    OWN("own-mail"),
    BOUNCE("bounce"),
    RECEIPT("receipt"),
    AUTO_REPLY("auto-reply"),
    LIST("list-mail"),
    CALENDAR("calendar");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** A stable word for metrics and scripts. */
    public String word() {
      return word;
    }
  }
}
