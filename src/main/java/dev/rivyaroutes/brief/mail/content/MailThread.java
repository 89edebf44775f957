package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which mail it is, and which ones it answers. Ids have their angle brackets.
 *
 * @param messageId its own id, or null
 * @param inReplyTo the mail that it answers, or null
 * @param references the mails above it, the oldest first; of a very long thread the first and the
 *     last ones
 */
public record MailThread(String messageId, String inReplyTo, List<String> references) {
  private static final Pattern ID = Pattern.compile("<([^<>\\p{Cc}]{1,900})>");
  private static final Pattern BARE =
      Pattern.compile("[^\\s<>\\p{Cc}]{1,450}@[^\\s<>\\p{Cc}]{1,450}");
  private static final int MOST = 50;

  public MailThread {
    references = List.copyOf(references);
  }

  static MailThread of(MailHeaders headers) {
    List<String> own = ids(headers, "Message-ID");
    List<String> answered = ids(headers, "In-Reply-To");
    List<String> references = ids(headers, "References");
    if (references.size() > MOST) {
      List<String> ends = new ArrayList<>(references.subList(0, 1));
      ends.addAll(references.subList(references.size() - MOST + 1, references.size()));
      references = ends;
    }
    return new MailThread(
        own.isEmpty() ? null : own.get(0), answered.isEmpty() ? null : answered.get(0), references);
  }

  private static List<String> ids(MailHeaders headers, String name) {
    String value = headers.first(name).orElse("");
    List<String> ids = new ArrayList<>();
    Matcher id = ID.matcher(value);
    while (id.find()) {
      ids.add("<" + id.group(1).replaceAll("\\s+", "") + ">");
    }
    Matcher bare = BARE.matcher(value);
    if (ids.isEmpty() && bare.find()) {
      ids.add("<" + bare.group() + ">");
    }
    return ids;
  }

  /** The id of the mail that began the thread; null for one without any id. */
  public String root() {
    if (!references.isEmpty()) {
      return references.get(0);
    }
    return inReplyTo == null ? messageId : inReplyTo;
  }

  /** Whether it answers another mail. */
  public boolean isAnswer() {
    return inReplyTo != null || !references.isEmpty();
  }
}
