package dev.rivyaroutes.brief.mail.content.sender;

import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mailing list, such as a Google Group, that a mail came by.
 *
 * @param id its List-Id (RFC 2919) in lower case, such as {@code support.example.com}
 * @param replacedSender whether From is the list's own address, which lists write for senders whose
 *     DMARC policy forbids others to send for them
 * @param author who wrote the mail: From, or what the list says if it replaced the sender, which
 *     nobody proves; null if it is not known
 */
public record MailList(String id, boolean replacedSender, MailAddress author) {
  private static final Pattern ID =
      Pattern.compile("<([^<>\\s]{1,255})>\\s*$|^\\s*([^<>\\s]{1,255})\\s*$");
  private static final Pattern MAILTO =
      Pattern.compile("<mailto:([^<>?\\s]+)[^<>]*>", Pattern.CASE_INSENSITIVE);

  /** Null for a mail without a List-Id. */
  public static MailList of(MailHeaders headers, MailSender sender) {
    Matcher id = ID.matcher(headers.first("List-Id").orElse(""));
    if (!id.find()) {
      return null;
    }
    String name = (id.group(1) == null ? id.group(2) : id.group(1)).toLowerCase(Locale.ROOT);
    MailAddress from = sender.from();
    if (from == null || !isList(from, name, headers)) {
      return new MailList(name, false, from);
    }
    return new MailList(name, true, author(headers, sender, from));
  }

  private static boolean isList(MailAddress from, String id, MailHeaders headers) {
    String address = from.toString().toLowerCase(Locale.ROOT);
    Matcher post = MAILTO.matcher(headers.first("List-Post").orElse(""));
    return id.equals(address.replace('@', '.'))
        || post.find() && address.equals(post.group(1).toLowerCase(Locale.ROOT))
        || MailSender.addresses(headers, "X-BeenThere").contains(from);
  }

  private static MailAddress author(MailHeaders headers, MailSender sender, MailAddress list) {
    for (List<MailAddress> said :
        List.of(MailSender.addresses(headers, "X-Original-From"), sender.replyTo())) {
      if (said.size() == 1 && !said.get(0).equals(list)) {
        return said.get(0);
      }
    }
    return null;
  }
}
