package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.brief.form.Words;
import dev.rivyaroutes.media.PublicAddresses;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Downloads a file from an address that is data: never with a key, never after a redirect, and from
 * public addresses only, except from the host of the account's own Rivya. Made by Camel, once for
 * each use.
 */
public class Download implements HttpClientConfigurer, DnsResolver {

  private static final Set<Integer> GONE = Set.of(403, 404, 410);

  private final RivyaCallProperties properties;
  private final PublicAddresses publicAddresses;
  private final Accounts accounts;
  private URI own;
  private boolean chosenByBriefs;
  private AccountProperties.Account settings;

  public Download(
      RivyaCallProperties properties, PublicAddresses publicAddresses, Accounts accounts) {
    this.properties = properties;
    this.publicAddresses = publicAddresses;
    this.accounts = accounts;
  }

  /** The account whose Rivya names the addresses. */
  public void setAccount(String account) {
    this.settings = accounts.get(account);
    this.own = URI.create(settings.base());
  }

  /**
   * Whether briefs choose the addresses: then of the host of the account's Rivya only its very
   * server may be private.
   */
  public void setChosenByBriefs(boolean chosenByBriefs) {
    this.chosenByBriefs = chosenByBriefs;
  }

  /** Leaves nothing on the message but the address. */
  public void prepare(Exchange exchange, @Variable("address") String address)
      throws UnknownHostException {
    String plain = WebAddress.plain(address);
    URI uri;
    try {
      uri = URI.create(plain);
    } catch (IllegalArgumentException e) {
      throw new DownloadTrouble("The address of a file is no URL.", true);
    }
    boolean allowed = WebAddress.isHttps(uri) || WebAddress.isHttp(uri) && isOwn(uri.getHost());
    if (!WebAddress.isCallable(uri) || !allowed) {
      throw new DownloadTrouble("The address of a file is no https URL.", true);
    }
    if (chosenByBriefs && isOwn(uri.getHost()) && !isOwnServer(uri)) {
      publicAddresses.resolve(uri.getHost());
    }
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    String query = uri.getRawQuery();
    message.setHeader(
        Exchange.HTTP_URI, query == null ? plain : plain.substring(0, plain.indexOf('?')));
    message.setHeader(Exchange.HTTP_RAW_QUERY, query);
    message.setBody(null);
  }

  private boolean isOwn(String host) {
    return own.getHost().equalsIgnoreCase(host);
  }

  private boolean isOwnServer(URI uri) {
    return own.getScheme().equals(uri.getScheme()) && own.getPort() == uri.getPort();
  }

  /**
   * Passes a file on. A redirect, a web page, 403, 404 and 410 mean that the address is no longer
   * good.
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
          "The address of the file " + name(address) + " leads to a web page.", true);
    }
  }

  /** The end of the path; what follows it may be a signature, which is nobody's to read. */
  private static String name(String address) {
    return Words.plainName(URI.create(address).getPath());
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return isOwn(host)
        ? SystemDefaultDnsResolver.INSTANCE.resolve(host)
        : publicAddresses.resolve(host);
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return publicAddresses.resolveCanonicalHostname(host);
  }

  /** A host that briefs choose gets less time, and flows share the connections fairly. */
  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    BoundedHttpClient.configure(
        client,
        chosenByBriefs ? properties.ofReferences() : properties.ofResults(),
        chosenByBriefs ? settings.referencesAtOnce() : settings.downloads(),
        this);
    client.disableContentCompression();
  }
}
