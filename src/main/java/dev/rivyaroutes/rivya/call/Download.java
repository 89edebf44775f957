package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import dev.rivyaroutes.outbound.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Downloads a file from an untrusted address: without a key, without following redirects, and from
 * public addresses only, except from the host of the account's {@code base-url}.
 */
public class Download extends AccountClients {

  private static final Set<Integer> GONE = Set.of(403, 404, 410);

  private static final CalledAccount ACCOUNT_OF_JOB =
      new CalledAccount(CalledAccount.FROM_VARIABLE);

  private final RivyaCallProperties properties;
  private final PublicAddresses publicAddresses;
  private final Accounts accounts;
  private final boolean chosenByBriefs;

  /**
   * @param chosenByBriefs Whether briefs choose the addresses. Then only the scheme, host and port
   *     of the {@code base-url} together may be private.
   */
  public Download(
      RivyaCallProperties properties,
      PublicAddresses publicAddresses,
      Accounts accounts,
      boolean chosenByBriefs) {
    this.properties = properties;
    this.publicAddresses = publicAddresses;
    this.accounts = accounts;
    this.chosenByBriefs = chosenByBriefs;
  }

  /** Sets the address and the account on the message, and removes everything else. */
  public void prepare(Exchange exchange, @Variable("address") String address)
      throws UnknownHostException {
    String plain = WebAddress.plain(address);
    URI uri;
    try {
      uri = URI.create(plain);
    } catch (IllegalArgumentException e) {
      throw new DownloadTrouble("The address of a file is not a URL.", true);
    }
    boolean allowed =
        WebAddress.isHttps(uri)
            || WebAddress.isHttp(uri) && isHostOf(base(ACCOUNT_OF_JOB.of(exchange)), uri.getHost());
    if (!WebAddress.isCallable(uri) || !allowed) {
      throw new DownloadTrouble("The address of a file is not an https URL.", true);
    }
    String caller = ACCOUNT_OF_JOB.of(exchange);
    URI base = base(caller);
    if (chosenByBriefs && isHostOf(base, uri.getHost()) && !isServerOf(base, uri)) {
      publicAddresses.resolve(uri.getHost());
    }
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    String query = uri.getRawQuery();
    message.setHeader(
        Exchange.HTTP_URI, query == null ? plain : plain.substring(0, plain.indexOf('?')));
    message.setHeader(Exchange.HTTP_RAW_QUERY, query);
    message.setHeader(ACCOUNT, caller);
    message.setBody(null);
  }

  private URI base(String caller) {
    return URI.create(accounts.get(caller).base());
  }

  private static boolean isHostOf(URI base, String host) {
    return base.getHost().equalsIgnoreCase(host);
  }

  private static boolean isServerOf(URI base, URI uri) {
    return base.getScheme().equals(uri.getScheme()) && base.getPort() == uri.getPort();
  }

  /**
   * Checks the answer. A redirect, a web page, 403, 404 and 410 mean that the address is no longer
   * valid.
   */
  public void judge(
      @Variable("address") String address,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header(Exchange.CONTENT_TYPE) String type) {
    if (status != 200) {
      boolean gone = GONE.contains(status) || status >= 300 && status < 400;
      throw new DownloadTrouble(
          "The file " + name(address) + " could not be downloaded (HTTP " + status + ").", gone);
    }
    if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw new DownloadTrouble(
          "The address of the file " + name(address) + " returned a web page.", true);
    }
  }

  /** The last part of the path, without the query, which may contain a signature. */
  private static String name(String address) {
    return FileNames.last(URI.create(address).getPath(), "without a name");
  }

  /** Hosts that briefs choose get less time, and flows share the connections. */
  @Override
  void configure(HttpClientBuilder client, String caller) {
    AccountProperties.Account settings = accounts.get(caller);
    BoundedHttpClient.configure(
        client,
        chosenByBriefs ? properties.ofReferences() : properties.ofResults(),
        chosenByBriefs ? settings.referencesAtOnce() : settings.downloads(),
        resolver(base(caller)));
    client.disableContentCompression();
  }

  private DnsResolver resolver(URI base) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return isHostOf(base, host)
            ? SystemDefaultDnsResolver.INSTANCE.resolve(host)
            : publicAddresses.resolve(host);
      }

      @Override
      public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return publicAddresses.resolveCanonicalHostname(host);
      }
    };
  }
}
