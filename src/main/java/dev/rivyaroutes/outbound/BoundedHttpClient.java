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
 * The one HTTP client for calls to others: bounded in time, pace and connections. It follows no
 * redirect, repeats nothing, and keeps nothing between calls but connections: the ledger decides
 * what goes out again.
 */
public final class BoundedHttpClient {

  private static final TimeValue KEEP = TimeValue.ofMinutes(5);
  private static final TimeValue VALIDATE = TimeValue.ofSeconds(5);

  private BoundedHttpClient() {}

  /** Sets a client up for so many connections, to one host or several. */
  public static void configure(HttpClientBuilder client, CallLimits limits, int connections) {
    configure(client, limits, connections, SystemDefaultDnsResolver.INSTANCE);
  }

  /** The same, connecting to the addresses that this resolver gives and to no other. */
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
        // Added last, it is the outermost: it bounds what others of the chain do too.
        .addExecInterceptorFirst("bound-call", new BoundCall(limits))
        .setUserAgent("Rivya-Routes")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching();
  }
}
