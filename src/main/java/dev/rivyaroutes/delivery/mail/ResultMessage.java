package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.Result;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A mail with an id of our choice; the library would give it a new one at each save. */
final class ResultMessage extends MimeMessage {

  private final Result result;
  private final String id;
  private MediaSource.Broken broken;

  ResultMessage(Result result, MessageId id) {
    super((Session) null);
    this.result = result;
    this.id = id.value();
  }

  String jobId() {
    return result.jobId();
  }

  /** A text without the asker's address: timelines and logs do not need personal data. */
  String withoutAsker(String text) {
    String asker = Asker.of(result.returnAddress()).address();
    return asker.isEmpty() ? text : text.replace(asker, "the asker");
  }

  void recordBroken(MediaSource.Broken failure) {
    broken = failure;
  }

  /** Why its bytes ended early while it was sent; null when they did not. */
  MediaSource.Broken broken() {
    return broken;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
