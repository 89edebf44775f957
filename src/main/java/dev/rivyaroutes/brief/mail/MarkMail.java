package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.mail.server.MailFailed;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flags or moves mails that are taken. The ledger knows them, so one that cannot be marked stays as
 * it is.
 */
final class MarkMail {
  private static final Logger LOG = LoggerFactory.getLogger(MailDropSource.class);
  private static final String KEYWORD = "$RivyaRoutes";

  private final MailDropSettings settings;
  private final PollFolder folder;
  private final LogOnce refusals = new LogOnce(LOG);

  MarkMail(MailDropSettings settings, PollFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * @throws IOException if the server cannot be reached
   */
  void mark(long uid) throws IOException {
    if (settings.after() == AfterMail.KEEP) {
      return;
    }
    String address = settings.address();
    try {
      if (settings.after() == AfterMail.FLAG) {
        folder.mailbox().flag(uid, KEYWORD);
      } else {
        folder.mailbox().move(uid, settings.target());
      }
      refusals.solved(address, "Mails of %s are marked again.".formatted(address));
    } catch (MailFailed e) {
      if (e.why() != MailFailed.Why.REFUSED) {
        throw e;
      }
      LOG.debug("A mail could not be marked", e);
      refusals.warn(
          address,
          "Mails of %s are taken, but cannot be marked as the parameter after says; they stay as they are: the server refused it. Give the user of the mailbox that right, or set after: keep."
              .formatted(address));
    }
  }
}
