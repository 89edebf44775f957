package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.mail.content.MailThread;
import dev.rivyaroutes.ledger.chat.Conversations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the conversation of a mail: that of the answer of this program that it replies to, else the
 * first mail of its thread. Some mail programs send no References, which alone name the first mail.
 */
final class FindConversation {

  /** The Message-ID of an answer begins with the id of its delivery. */
  private static final Pattern ANSWER = Pattern.compile("<([0-7][0-9A-HJKMNP-TV-Z]{25})[.@][^>]*>");

  private static final int MOST = 3;

  private final Conversations conversations;
  private final Origin origin;

  FindConversation(Conversations conversations, Origin origin) {
    this.conversations = conversations;
    this.origin = origin;
  }

  /** The name of the conversation; null for a mail without any id. */
  String of(MailThread thread) {
    List<String> answered = new ArrayList<>(thread.references());
    if (thread.inReplyTo() != null) {
      answered.add(thread.inReplyTo());
    }
    Collections.reverse(answered);
    return answered.stream()
        .distinct()
        .map(ANSWER::matcher)
        .filter(Matcher::matches)
        .limit(MOST)
        .map(answer -> conversations.answeredBy(answer.group(1), origin.source(), origin.caller()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(thread.root());
  }
}
