package dev.rivyaroutes.brief.mail.content.sender;

import dev.rivyaroutes.brief.mail.content.mime.DecodeHeader;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Who sent a mail, by its own words. Only {@link ProveSender} says whether that is true.
 *
 * @param from the one address of From, to which answers go: it is the one that is proven; null when
 *     there is not exactly one that can be used
 * @param name the display name of From; empty when there is none
 * @param problem why there is no usable address, and what to do; null when there is one
 * @param replyTo the addresses of Reply-To, for information: nobody proves them, so no answer goes
 *     there
 * @param returnPath where bounces go: an address, empty for the null address {@code <>}, or null
 *     when the header is missing
 */
public record MailSender(
    MailAddress from, String name, String problem, List<MailAddress> replyTo, String returnPath) {

  public MailSender {
    replyTo = List.copyOf(replyTo);
  }

  public static MailSender of(MailHeaders headers) {
    List<ParseAddresses.Entry> entries = entries(headers, "From");
    Optional<MailAddress> from =
        entries.size() == 1 ? entries.get(0).address() : Optional.<MailAddress>empty();
    return new MailSender(
        from.orElse(null),
        from.isEmpty() ? "" : name(entries.get(0).name()),
        from.isPresent() ? null : problem(headers, entries.size()),
        addresses(headers, "Reply-To"),
        returnPath(headers));
  }

  /** The usable addresses of a header. */
  static List<MailAddress> addresses(MailHeaders headers, String name) {
    return entries(headers, name).stream().flatMap(one -> one.address().stream()).toList();
  }

  private static List<ParseAddresses.Entry> entries(MailHeaders headers, String name) {
    return headers.all(name).stream()
        .map(MailSender::decoded)
        .flatMap(value -> ParseAddresses.parse(value).stream())
        .toList();
  }

  /** Raw UTF-8 is allowed in addresses (RFC 6532); encoded words are not, and stay. */
  private static String decoded(String raw) {
    return DecodeHeader.raw(raw);
  }

  private static String name(String written) {
    String plain = DecodeHeader.text(written.replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1"));
    return plain.replaceAll("^['\"]|['\"]$", "").strip();
  }

  private static String problem(MailHeaders headers, int addresses) {
    int fields = headers.all("From").size();
    if (fields == 0) {
      return "The mail has no From header, so nobody can be answered. Send it from a usual mail program.";
    }
    if (fields > 1 || addresses > 1) {
      return "The mail names more than one sender in From, so it is not clear who sent it. Send it with one From address.";
    }
    return "The From header has no usable address. Send the mail with one address, such as Ann <ann@example.com>.";
  }

  /** The delivering server writes it on top. */
  private static String returnPath(MailHeaders headers) {
    return headers
        .first("Return-Path")
        .map(value -> value.replaceAll("[<>\\s]|\\([^)]*\\)", ""))
        .orElse(null);
  }
}
