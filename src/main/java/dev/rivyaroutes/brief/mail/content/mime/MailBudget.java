package dev.rivyaroutes.brief.mail.content.mime;

import java.io.IOException;

/**
 * What one mail may still use up. It is shared by all that is nested in the mail, so that nothing
 * grows by being packed into another.
 */
public final class MailBudget {
  /** How deep parts may be nested; deeper ones are not opened. */
  public static final int DEPTH = 20;

  private static final int PARTS = 1_000;
  private static final int HEADERS = 1024 * 1024;

  private int parts = PARTS;
  private int headers = HEADERS;
  private long unpacked;

  /**
   * @param unpacked how many bytes may be unpacked from containers, such as winmail.dat
   */
  public MailBudget(long unpacked) {
    this.unpacked = unpacked;
  }

  void takePart() throws MailRefused {
    if (--parts < 0) {
      throw new MailRefused(
          "mail-too-complex",
          "The mail has more than %d parts. Send it with fewer attachments.".formatted(PARTS));
    }
  }

  void takeHeader(int bytes) throws MailRefused {
    headers -= bytes;
    if (headers < 0) {
      throw new MailRefused(
          "mail-too-complex",
          "The headers of the mail have more than %d bytes. Send it as a new mail, not as a reply."
              .formatted(HEADERS));
    }
  }

  void takeUnpacked(int bytes) throws UnpackedTooLarge {
    unpacked -= bytes;
    if (unpacked < 0) {
      throw new UnpackedTooLarge();
    }
  }

  /** The content of containers is larger than the mail may be. */
  public static final class UnpackedTooLarge extends IOException {
    private UnpackedTooLarge() {
      super("The unpacked content is larger than a mail may be");
    }
  }
}
