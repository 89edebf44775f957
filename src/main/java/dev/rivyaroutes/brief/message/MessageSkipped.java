package dev.rivyaroutes.brief.message;

/**
 * A message is no brief and no failure, such as an automatic reply: it stays where it is, is logged
 * once, and is kept nowhere.
 */
public final class MessageSkipped extends Exception {
  public MessageSkipped(String reason) {
    super(reason);
  }
}
