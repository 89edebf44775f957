package dev.rivyaroutes.delivery.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A mail with an id of our choice; the library would give it a new one at each save. */
final class ResultMessage extends MimeMessage {

  private final String id;

  ResultMessage(MessageId id) {
    super((Session) null);
    this.id = id.value();
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
