package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.account.TrackAvailability;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Reads from Rivya outside of routes, for commands: only by GET, which costs nothing and changes
 * nothing. It keeps to no rate, so it is for a few calls.
 */
public final class ReadRivya implements AutoCloseable {

  private final Accounts accounts;
  private final RivyaClient withKey;
  private final RivyaClient withoutKey;
  private final JudgeRivyaAnswer judge;

  public ReadRivya(Accounts accounts, RivyaCallProperties properties, Clock clock) {
    this.accounts = accounts;
    TrackAvailability availability = new TrackAvailability(accounts, clock);
    MeasureCalls measure = new MeasureCalls(new SimpleMeterRegistry());
    this.withKey = new RivyaClient(accounts, properties, availability, measure);
    this.withoutKey = new RivyaClient(accounts, properties, availability, measure);
    withoutKey.setAuthorized(false);
    this.judge = new JudgeRivyaAnswer(accounts::keyPlace, clock);
  }

  /**
   * The JSON at a path such as {@code /api/v1/credits}.
   *
   * @throws RivyaTrouble when Rivya answers with an error
   */
  public JsonNode get(String account, String path) throws RivyaTrouble, IOException {
    return get(withKey, account, path);
  }

  /** The models that Rivya lists for the account. The call sends no key. */
  public JsonNode models(String account) throws RivyaTrouble, IOException {
    return get(withoutKey, account, "/api/v1/models").path("data");
  }

  private JsonNode get(RivyaClient client, String account, String path)
      throws RivyaTrouble, IOException {
    HttpGet call = new HttpGet(URI.create(accounts.get(account).base() + path));
    call.setHeader(AccountClients.ACCOUNT, account);
    try (ClassicHttpResponse answer =
        client.executeOpen(RoutingSupport.determineHost(call), call, null)) {
      byte[] body =
          answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
      Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (Header header : answer.getHeaders()) {
        headers.put(header.getName(), header.getValue());
      }
      return judge.judge(account, answer.getCode(), body, headers);
    } catch (HttpException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    withKey.close();
    withoutKey.close();
  }
}
