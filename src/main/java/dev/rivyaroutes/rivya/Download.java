package dev.rivyaroutes.rivya;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.media.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Downloads a file from an address that is data: never with a key, never after a redirect, and from
 * public addresses only, except from the host of the account's own Rivya. Made by Camel, once for
 * each use.
 */
public class Download implements HttpClientConfigurer, DnsResolver {

  private final RivyaCallProperties properties;
  private final PublicAddresses publicAddresses;
  private final Accounts accounts;
  private String ownHost;
  private int connections;

  Download(RivyaCallProperties properties, PublicAddresses publicAddresses, Accounts accounts) {
    this.properties = properties;
    this.publicAddresses = publicAddresses;
    this.accounts = accounts;
  }

  /** The account whose Rivya names the addresses. */
  public void setAccount(String account) {
    this.ownHost = URI.create(accounts.get(account).base()).getHost();
    this.connections = accounts.get(account).downloads();
  }

  /** Leaves nothing on the message but the address. */
  public void prepare(Exchange exchange, @Variable("address") String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new DownloadTrouble("The address of a file is no URL.", true);
    }
    boolean secure = "https".equals(uri.getScheme());
    boolean own = "http".equals(uri.getScheme()) && ownHost.equals(uri.getHost());
    if (uri.getHost() == null || uri.getUserInfo() != null || !(secure || own)) {
      throw new DownloadTrouble("The address of a file is no https URL.", true);
    }
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    String query = uri.getRawQuery();
    message.setHeader(
        Exchange.HTTP_URI, query == null ? address : address.substring(0, address.indexOf('?')));
    message.setHeader(Exchange.HTTP_RAW_QUERY, query);
    message.setBody(null);
  }

  /** Passes 200 on; 403, 404 and 410 mean that the address is no longer good. */
  public void judge(@Header(Exchange.HTTP_RESPONSE_CODE) int status) {
    if (status != 200) {
      boolean gone = status == 403 || status == 404 || status == 410;
      throw new DownloadTrouble("A file could not be downloaded (HTTP " + status + ").", gone);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return host.equals(ownHost)
        ? SystemDefaultDnsResolver.INSTANCE.resolve(host)
        : publicAddresses.resolve(host);
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return publicAddresses.resolveCanonicalHostname(host);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    Timeout connect = Timeout.of(properties.connectTimeout());
    Timeout silence = Timeout.of(properties.responseTimeout());
    client
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(this)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections * 2)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(silence)
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(silence)
                .setResponseTimeout(silence)
                .setRedirectsEnabled(false)
                .build())
        .setUserAgent("Rivya-Routes")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching();
  }
}
