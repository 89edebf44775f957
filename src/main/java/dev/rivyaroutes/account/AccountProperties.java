package dev.rivyaroutes.account;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.webhook.WebhookSettings;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The accounts by name.
 *
 * @param accounts every account that a flow may name
 */
@ConfigurationProperties("rivya")
public record AccountProperties(@DefaultValue Map<String, Account> accounts) {

  /** So many flows may fetch their share of references at once. */
  private static final int FLOWS_AT_ONCE = 16;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  public AccountProperties {
    accounts.forEach(
        (name, account) -> {
          if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                "rivya.accounts has the name \""
                    + name
                    + "\"; use letters, digits, - and _, such as production-image-workflow.");
          }
          account.check("rivya.accounts." + name);
        });
  }

  /**
   * One account.
   *
   * @param baseUrl where Rivya answers, without a path
   * @param apiKey the key; or
   * @param apiKeyFile a file that holds it, read anew when it changes
   * @param rate the calls to Rivya, over all flows and replicas
   * @param concurrency the calls of one kind that may be under way at once in this process
   * @param downloads the downloads of results that may be under way at once in this process
   * @param references the references of one flow that may be fetched from their https addresses at
   *     once in this process, so that a slow one holds no other flow up
   * @param contact whom to ask for credits, as people read it; may be empty
   * @param credits what its credits are watched for
   * @param webhook how it takes Rivya's events
   */
  public record Account(
      @DefaultValue("https://rivya.ai") String baseUrl,
      @DefaultValue("") String apiKey,
      @DefaultValue("") String apiKeyFile,
      @DefaultValue("10/s") String rate,
      @DefaultValue("16") int concurrency,
      @DefaultValue("8") int downloads,
      @DefaultValue("4") int references,
      @DefaultValue("") String contact,
      @DefaultValue AccountCredits credits,
      @DefaultValue WebhookSettings webhook) {

    void check(String key) {
      URI uri;
      try {
        uri = URI.create(baseUrl);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            key + ".base-url is \"" + baseUrl + "\"; write an address such as https://rivya.ai.",
            e);
      }
      if (!WebAddress.isWeb(uri)
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null) {
        throw new IllegalArgumentException(
            key
                + ".base-url is \""
                + baseUrl.replaceAll("//[^/@]*@", "//…@")
                + "\"; write an address such as https://rivya.ai.");
      }
      try {
        Rate.parse(rate);
      } catch (IllegalArgumentException e) {
        // Without the cause: the innermost sentence is told at the start, and must name the key.
        throw new IllegalArgumentException(key + ".rate " + e.getMessage() + ".");
      }
      if (concurrency < 1 || downloads < 1 || references < 1) {
        throw new IllegalArgumentException(
            key + ".concurrency, .downloads and .references must be at least 1.");
      }
      credits.check(key + ".credits");
      if (!apiKey.isBlank() && !apiKeyFile.isBlank()) {
        throw new IllegalArgumentException(
            "Set either " + key + ".api-key or " + key + ".api-key-file, not both.");
      }
      webhook.check(key + ".webhook");
    }

    /** Where Rivya answers, without a trailing slash. */
    public String base() {
      String plain = WebAddress.plain(baseUrl);
      return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** The references that may be fetched at once over all flows. */
    public int referencesAtOnce() {
      return references * FLOWS_AT_ONCE;
    }

    /** Never with the key. */
    @Override
    public String toString() {
      return baseUrl + ", key " + (apiKey.isBlank() && apiKeyFile.isBlank() ? "not set" : "set");
    }
  }
}
