package dev.rivyaroutes.outbound;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for all calls to other hosts: limited in time, rate and connections. It follows
 * no redirects, retries nothing, and keeps only connections between calls: the ledger decides about
 * retries.
 */
public final class BoundedHttpClient {

  private static final TimeValue KEEP = TimeValue.ofMinutes(5);
  private static final TimeValue VALIDATE = TimeValue.ofSeconds(5);

  private BoundedHttpClient() {}

  /** Configures a client with at most this number of connections. */
  public static void configure(HttpClientBuilder client, CallLimits limits, int connections) {
    configure(client, limits, connections, SystemDefaultDnsResolver.INSTANCE);
  }

  /** Configures a client that connects only to the addresses from this resolver. */
  public static void configure(
      HttpClientBuilder client, CallLimits limits, int connections, DnsResolver resolver) {
    Timeout silence = Timeout.of(limits.responseTimeout());
    client
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                        .setSocketTimeout(silence)
                        .setTimeToLive(KEEP)
                        .setValidateAfterInactivity(VALIDATE)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(silence)
                .setResponseTimeout(silence)
                .setRedirectsEnabled(false)
                .build())
        // Added last, it is the outermost, and limits the other interceptors too.
        .addExecInterceptorFirst("bound-call", new BoundCall(limits))
        .setUserAgent("Rivya-Routes")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching();
  }
}
