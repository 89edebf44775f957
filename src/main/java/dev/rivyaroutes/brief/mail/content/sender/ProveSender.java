package dev.rivyaroutes.brief.mail.content.sender;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.brief.mail.content.mime.DecodeHeader;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.sender.AuthenticationResults.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proves a sender by the topmost Authentication-Results header of the own mail server. All headers
 * below it may have come with the mail, so they never count; a server must remove those that claim
 * to be its own (RFC 8601, section 5). Domains must be the same: which shorter domain belongs to
 * the same owner is what DMARC decides at the server.
 */
public final class ProveSender {
  /** The authserv-id of servers that write none, as Exchange Online does. */
  public static final String NO_ID = "none";

  private static final int SHOWN = 200;

  private final SenderRule rule;
  private final String authservId;

  /**
   * @param authservId what the own server calls itself in Authentication-Results; {@link #NO_ID} if
   *     its header starts with a result
   */
  public ProveSender(SenderRule rule, String authservId) {
    this.rule = rule;
    this.authservId = authservId == null ? "" : authservId.strip();
  }

  public SenderProof prove(MailHeaders headers, MailSender sender) {
    if (sender.from() == null) {
      return SenderProof.no(sender.problem());
    }
    if (rule == SenderRule.NONE) {
      return SenderProof.yes("sender-proof is none, so every sender counts.");
    }
    Optional<AuthenticationResults> own = topmostOwn(headers);
    if (own.isEmpty()) {
      return SenderProof.no(missing(headers));
    }
    if (own.get().malformed()) {
      return SenderProof.no(
          "The Authentication-Results header of the own server %s is malformed, so it proves nothing. Look at the header of the mail; if the server writes it so for every mail, its software must be corrected."
              .formatted(authservId));
    }
    String domain = sender.from().domain();
    boolean proven = rule == SenderRule.DMARC ? dmarc(own.get(), domain) : dkim(own.get(), domain);
    return proven
        ? SenderProof.yes("%s=pass for %s".formatted(method(), domain))
        : SenderProof.no(failed(own.get(), domain));
  }

  private Optional<AuthenticationResults> topmostOwn(MailHeaders headers) {
    if (authservId.isEmpty()) {
      return Optional.empty();
    }
    String own = authservId.equalsIgnoreCase(NO_ID) ? "" : authservId;
    return headers.all("Authentication-Results").stream()
        .map(AuthenticationResults::parse)
        .filter(results -> results.isOf(own))
        .findFirst();
  }

  /** A second result that did not pass makes all of them doubtful. */
  private static boolean dmarc(AuthenticationResults own, String domain) {
    List<Result> results = own.results().stream().filter(one -> one.is("dmarc")).toList();
    return !results.isEmpty()
        && results.stream()
            .allMatch(one -> one.passed() && isDomain(one.property("header.from"), domain));
  }

  private static boolean dkim(AuthenticationResults own, String domain) {
    return own.results().stream()
        .filter(one -> one.is("dkim") && one.passed())
        .anyMatch(one -> isDomain(signer(one), domain));
  }

  private static String signer(Result dkim) {
    String d = dkim.property("header.d");
    return d.isEmpty() ? dkim.property("header.i") : d;
  }

  /** Whether a property, a domain or an address, has the domain. */
  private static boolean isDomain(String property, String domain) {
    String said = DecodeHeader.raw(property);
    return MailDomain.of(said.substring(said.lastIndexOf('@') + 1))
        .filter(domain::equals)
        .isPresent();
  }

  private String method() {
    return rule == SenderRule.DMARC ? "dmarc" : "dkim";
  }

  private String missing(MailHeaders headers) {
    List<String> others =
        headers.all("Authentication-Results").stream()
            .map(value -> AuthenticationResults.parse(value).server())
            .map(name -> name.isEmpty() ? NO_ID : name)
            .distinct()
            .limit(3)
            .toList();
    if (others.isEmpty()) {
      return "The mail has no Authentication-Results header. Switch on the check of DKIM and DMARC at your mail server, which writes it.";
    }
    return shown(
        "The mail has no Authentication-Results header of %s, but only of %s. If that is your own server's name, set authserv-id to it; if your server writes none, switch on its check of DKIM and DMARC."
            .formatted(
                authservId.isEmpty() ? "the own server" : authservId, String.join(", ", others)));
  }

  private String failed(AuthenticationResults own, String domain) {
    String said =
        own.results().stream()
            .filter(one -> one.is(method()))
            .map(one -> method() + "=" + one.value() + " for " + about(one))
            .findFirst()
            .orElse("nothing about " + method());
    return shown(
        "The own server %s says %s, but the mail is from %s. The sender's domain must publish %s for its mails; until then its mails wait in quarantine."
            .formatted(authservId, said, domain, method().toUpperCase(Locale.ROOT)));
  }

  private String about(Result result) {
    String domain = rule == SenderRule.DMARC ? result.property("header.from") : signer(result);
    return domain.isEmpty() ? "no domain" : domain;
  }

  private static String shown(String reason) {
    String line = Printable.line(reason);
    return line.length() <= 3 * SHOWN ? line : line.substring(0, 3 * SHOWN) + "…";
  }
}
