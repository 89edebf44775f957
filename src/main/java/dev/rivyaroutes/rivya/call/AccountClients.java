package dev.rivyaroutes.rivya.call;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * One HTTP client for each account behind one endpoint, so that a route serves all accounts while
 * each keeps its own connections. The header {@value #ACCOUNT} names the account; it is removed
 * before the request is sent.
 */
public abstract class AccountClients extends CloseableHttpClient {

  static final String ACCOUNT = "Rivya-Account";

  private final Map<String, CloseableHttpClient> byAccount = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /** Refuses a call to an address that the account must not call. */
  void check(HttpHost target, String account) throws IOException {}

  abstract void configure(HttpClientBuilder client, String account);

  @Override
  protected CloseableHttpResponse doExecute(
      HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
    String account = request.getFirstHeader(ACCOUNT).getValue();
    request.removeHeaders(ACCOUNT);
    if (closed) {
      throw new IOException("The program stops, so the call is not sent.");
    }
    check(target, account);
    CloseableHttpClient client = byAccount.computeIfAbsent(account, this::open);
    return (CloseableHttpResponse) client.executeOpen(target, request, context);
  }

  private CloseableHttpClient open(String account) {
    HttpClientBuilder client = HttpClientBuilder.create();
    configure(client, account);
    return client.build();
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }

  @Override
  public void close(CloseMode mode) {
    closed = true;
    byAccount.values().forEach(client -> client.close(mode));
    byAccount.clear();
  }
}
