package dev.rivyaroutes.ledger.job;

/**
 * What a conversation is known by.
 *
 * @param text the name: a mail thread, a ticket's number
 * @param ofFlow whether the flow itself gives the name, so that all its callers share the
 *     conversation; else each caller has its own conversation of that name
 */
public record ConversationName(String text, boolean ofFlow) {

  /** The key within the flow. */
  public String key(BriefId brief) {
    return ofFlow ? SourceKey.of(text) : SourceKey.ofFields(brief.source(), brief.caller(), text);
  }
}
