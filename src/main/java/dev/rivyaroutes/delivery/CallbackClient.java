package dev.rivyaroutes.delivery;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one receiver. It connects to checked addresses only, follows nothing, keeps
 * nothing between calls but connections, and leaves repeating to the delivery schedule: the client
 * library itself would wait and repeat on 429 and 503.
 */
final class CallbackClient implements HttpClientConfigurer {

  private static final int CONNECTIONS = 20;
  private static final TimeValue KEEP = TimeValue.ofMinutes(1);

  private final CallbackConnection connection;
  private final DnsResolver resolver;

  CallbackClient(CallbackConnection connection, DnsResolver resolver) {
    this.connection = connection;
    this.resolver = resolver;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    Timeout timeout = Timeout.of(connection.timeout());
    client
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .setTimeToLive(KEEP)
                        .build())
                .build())
        .setConnectionManagerShared(false)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .build())
        .addExecInterceptorFirst("bound-answer", new BoundAnswer(connection.timeout()))
        .setUserAgent("Rivya-Routes")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching();
  }
}
