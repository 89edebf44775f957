package dev.rivyaroutes.brief.sqs;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.connection.sqs.SqsQueue;

/** The parameters of one sqs-drop-source, set by Camel from the flow file. */
public class SqsDropSettings {
  private static final int LONGEST_ID = 900;

  private String connection = "default";
  private String queueText = "";
  private SqsQueue queue;
  private String messages = "briefs";
  private String s3Connection = "default";
  private String idAttribute = "";

  public void setConnection(String connection) {
    this.connection = connection;
  }

  public void setQueue(String queue) {
    this.queueText = queue;
  }

  public void setMessages(String messages) {
    this.messages = messages.strip();
  }

  public void setS3Connection(String connection) {
    this.s3Connection = connection;
  }

  public void setIdAttribute(String attribute) {
    this.idAttribute = attribute.strip();
  }

  String connection() {
    return connection;
  }

  /** Known after the check. */
  SqsQueue queue() {
    return queue;
  }

  boolean areS3Events() {
    return messages.equals("s3-events");
  }

  String s3Connection() {
    return s3Connection;
  }

  /** The attribute that identifies a message; empty for the message id. */
  String idAttribute() {
    return idAttribute;
  }

  /** The id that a message has by that attribute; null if it has none, or one that is unusable. */
  String idOf(HeldMessage message) {
    String id = message.attributes().get(idAttribute);
    return id == null || id.isBlank() || id.length() > LONGEST_ID ? null : id.strip();
  }

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  void check() {
    queue = SqsQueue.parse("sqs-drop-source", queueText);
    Require.that(
        areS3Events() || messages.equals("briefs"),
        "sqs-drop-source has messages: %s; it must be briefs or s3-events.".formatted(messages));
  }
}
