package dev.rivyaroutes.ledger.job;

/**
 * The name of a conversation.
 *
 * @param text the name, such as a mail thread or the number of a ticket
 * @param ofFlow whether the flow sets the name, so that all its callers share the conversation;
 *     otherwise each caller has its own conversation of that name
 */
public record ConversationName(String text, boolean ofFlow) {

  public String key(BriefId brief) {
    return ofFlow ? SourceKey.of(text) : SourceKey.ofFields(brief.source(), brief.caller(), text);
  }
}
