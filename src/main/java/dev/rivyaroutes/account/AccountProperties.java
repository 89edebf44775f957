package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.webhook.WebhookProperties;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The accounts by name.
 *
 * @param accounts The accounts that flows may name.
 */
@ConfigurationProperties("rivya")
public record AccountProperties(@DefaultValue Map<String, Account> accounts) {

  /** The number of flows that may fetch their full share of references at once. */
  private static final int FLOWS_AT_ONCE = 16;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  public AccountProperties {
    accounts.forEach(
        (name, account) -> {
          Require.that(
              NAME.matcher(name).matches(),
              "rivya.accounts has the name \"%s\"; use letters, digits, - and _, such as production-image-workflow."
                  .formatted(name));
          account.check("rivya.accounts." + name);
        });
  }

  /**
   * One account.
   *
   * @param baseUrl The address of Rivya, without a path. Change it only for a test server.
   * @param apiKey The API key. Set it, or {@code api-key-file}, for every account that a running
   *     flow names.
   * @param apiKeyFile A file that holds the key, in place of {@code api-key}. It is read again when
   *     it changes, so that a key can be replaced without a restart.
   * @param rate The maximum rate of calls to Rivya, over all flows and replicas: per second (s),
   *     minute (m) or hour (h). Raise it as far as your plan at Rivya allows.
   * @param concurrency The maximum number of concurrent calls of one kind in this process. Raise it
   *     for many jobs a second.
   * @param downloads The maximum number of concurrent downloads of results in this process. Raise
   *     it for many or large results.
   * @param references The maximum number of references of one flow that are downloaded from https
   *     addresses concurrently in this process, so that a slow one does not delay other flows.
   * @param contact The contact named in messages about too few credits. May be empty.
   * @param credits The limits of its credits.
   * @param webhook How it receives Rivya's events.
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
      @DefaultValue WebhookProperties webhook) {

    void check(String key) {
      URI uri;
      try {
        uri = URI.create(baseUrl);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            key + ".base-url is \"" + baseUrl + "\"; write an address such as https://rivya.ai.",
            e);
      }
      Require.that(
          WebAddress.isWeb(uri) && WebAddress.isCallable(uri) && uri.getQuery() == null,
          "%s.base-url is \"%s\"; write an address such as https://rivya.ai."
              .formatted(key, baseUrl.replaceAll("//[^/@]*@", "//…@")));
      try {
        Rate.parse(rate);
      } catch (IllegalArgumentException e) {
        // Without a cause: the start reports the innermost message, which must name the key.
        throw new IllegalArgumentException(key + ".rate " + e.getMessage() + ".");
      }
      Require.atLeast(key + ".concurrency", concurrency, 1);
      Require.atLeast(key + ".downloads", downloads, 1);
      Require.atLeast(key + ".references", references, 1);
      credits.check(key + ".credits");
      Require.that(
          apiKey.isBlank() || apiKeyFile.isBlank(),
          "Set either " + key + ".api-key or " + key + ".api-key-file, not both.");
      webhook.check(key + ".webhook");
    }

    /** The address of Rivya, without a trailing slash. */
    public String base() {
      return WebAddress.base(baseUrl);
    }

    /** The most references that are fetched at once over all flows. */
    public int referencesAtOnce() {
      return references * FLOWS_AT_ONCE;
    }

    /** Without the key. */
    @Override
    public String toString() {
      return baseUrl + ", key " + (apiKey.isBlank() && apiKeyFile.isBlank() ? "not set" : "set");
    }
  }
}
