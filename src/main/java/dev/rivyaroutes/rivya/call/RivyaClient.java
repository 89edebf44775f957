package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import dev.rivyaroutes.outbound.CallLimits;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;

/**
 * The connections to Rivya. The API key is added here, inside the HTTP client, so that it is never
 * part of a message. Created by Camel, once for each use of the rivya-call-action.
 */
public final class RivyaClient extends AccountClients {

  private enum Limits {
    CALL,
    CHAT,
    UPLOAD
  }

  private final Accounts accounts;
  private final RivyaCallProperties properties;
  private final TrackAvailability availability;
  private final MeasureCalls measure;
  private Limits limits = Limits.CALL;
  private boolean authorized = true;

  RivyaClient(
      Accounts accounts,
      RivyaCallProperties properties,
      TrackAvailability availability,
      MeasureCalls measure) {
    this.accounts = accounts;
    this.properties = properties;
    this.availability = availability;
    this.measure = measure;
  }

  /** How long a call may take: call, chat or upload. */
  public void setLimits(String limits) {
    this.limits = Limits.valueOf(limits.toUpperCase(Locale.ROOT));
  }

  /** Whether the account's API key is sent. */
  public void setAuthorized(boolean authorized) {
    this.authorized = authorized;
  }

  @Override
  void check(HttpHost target, String account) throws IOException {
    requireAddress(target, account, accounts.get(account).base());
  }

  /** The key is sent to the account's own address only, whatever the message says. */
  static void requireAddress(HttpHost target, String account, String base) throws IOException {
    HttpHost own = HttpHost.create(URI.create(base));
    if (!withPort(target).equals(withPort(own))) {
      throw new IOException(
          "The call was not sent: it would go to %s, but account %s calls %s. Remove the headers of the message before the call."
              .formatted(target, account, own));
    }
  }

  private static HttpHost withPort(HttpHost host) {
    return RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
  }

  @Override
  void configure(HttpClientBuilder client, String account) {
    BoundedHttpClient.configure(client, callLimits(), accounts.get(account).concurrency());
    client.addExecInterceptorFirst(
        "record-availability", new RecordAvailability(availability, measure, account));
    if (authorized) {
      client.addRequestInterceptorLast(
          (request, entity, context) -> {
            String key = accounts.key(account);
            if (!key.isEmpty()) {
              request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key);
            }
          });
    }
  }

  private CallLimits callLimits() {
    return switch (limits) {
      case CALL -> properties.ofCalls();
      case CHAT -> properties.ofChat();
      case UPLOAD -> properties.ofUploads();
    };
  }
}
