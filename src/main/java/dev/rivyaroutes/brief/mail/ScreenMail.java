package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.mail.content.AutomaticMail;
import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.mail.content.MailFacts;
import dev.rivyaroutes.brief.mail.content.sender.MailAddress;
import dev.rivyaroutes.brief.mail.content.sender.MailList;
import dev.rivyaroutes.brief.mail.content.sender.ProveSender;
import dev.rivyaroutes.brief.mail.content.sender.SenderProof;
import dev.rivyaroutes.brief.mail.content.sender.SenderRule;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.source.SenderRates;
import dev.rivyaroutes.ledger.source.SenderRates.SenderMessage;

/**
 * Decides whether a mail may order: it is from a person, that person is proven and allowed, and has
 * not sent too many. Nothing is paid for a mail that does not pass.
 */
final class ScreenMail {
  private final MailDropSettings settings;
  private final ProveSender prove;
  private final SenderRates rates;

  ScreenMail(MailDropSettings settings, String authservId, SenderRates rates) {
    this.settings = settings;
    this.prove = new ProveSender(settings.senderProof(), authservId);
    this.rates = rates;
  }

  void screen(MailContent mail, ReceivedMessage message) throws MessageRefused, MessageSkipped {
    MailFacts facts = mail.facts();
    AutomaticMail automatic = facts.automatic();
    MailList list = facts.list();
    if (automatic != null && !(automatic.isOnlyListed() && settings.lists().take(list))) {
      throw new MessageSkipped("%s (%s)".formatted(automatic.reason(), automatic.kind().word()));
    }
    SenderProof proof = prove.prove(mail.headers(), facts.sender());
    if (!proof.proven()) {
      throw new MessageRefused("sender-not-proven", proof.reason());
    }
    MailAddress sender = facts.asker();
    if (sender == null || isReplaced(list) && settings.senderProof() != SenderRule.NONE) {
      throw new MessageRefused(
          "sender-not-proven",
          "The mailing list %s has put its own address in the place of the sender%s, so nobody proves who wrote the mail. Order to take it again, or let mails of such senders reach the mailbox without the list."
              .formatted(list.id(), sender == null ? "" : " " + sender));
    }
    if (!settings.senders().allow(sender)) {
      throw new MessageRefused(
          "sender-not-allowed",
          "%s is not among the senders that may order here. Add the address to the parameter senders of the flow, or order to take this mail again."
              .formatted(sender));
    }
    SenderLimit limit = settings.maxPerSender();
    SenderMessage counted =
        new SenderMessage(
            settings.address(), sender.toString(), message.id(), message.receivedAt());
    if (limit.isOn() && !rates.admit(counted, limit.most(), limit.period())) {
      throw new MessageRefused(
          "sender-rate",
          "%s has sent more than %s. Order to take this mail again, or raise max-per-sender in the flow."
              .formatted(sender, limit));
    }
  }

  private static boolean isReplaced(MailList list) {
    return list != null && list.replacedSender();
  }
}
