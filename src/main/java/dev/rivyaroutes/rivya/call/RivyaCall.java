package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.account.AccountHeld;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.account.RateBudget;
import dev.rivyaroutes.account.WatchContact;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import dev.rivyaroutes.outbound.CallLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * One kind of call of one account: the bean of the action Kamelets. The key is put on the request
 * inside the HTTP client, so that it is never part of a message. Nothing is repeated and no
 * redirect is followed here: the ledger decides what goes out again. Made by Camel, once for each
 * use of a Kamelet.
 */
public class RivyaCall implements HttpClientConfigurer {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~:-]{0,199}");

  private static final String BEGUN = "rivyaCallBegun";

  private final Accounts accounts;
  private final RateBudget budget;
  private final RivyaCallProperties properties;
  private final JudgeRivyaAnswer judge;
  private final ObjectMapper json;
  private final WatchContact contact;

  private String account;
  private boolean withKey = true;
  private boolean chat;
  private boolean upload;

  RivyaCall(
      Accounts accounts,
      RateBudget budget,
      RivyaCallProperties properties,
      ObjectMapper json,
      Clock clock,
      WatchContact contact) {
    this.contact = contact;
    this.accounts = accounts;
    this.budget = budget;
    this.properties = properties;
    this.json = json;
    this.judge = new JudgeRivyaAnswer(json, name -> accounts.keyPlace(name), clock);
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public void setWithKey(boolean withKey) {
    this.withKey = withKey;
  }

  /** Whether it waits as long as a chat answer may take. */
  public void setChat(boolean chat) {
    this.chat = chat;
  }

  /** Whether it sends a file, for which it may take longer. */
  public void setUpload(boolean upload) {
    this.upload = upload;
  }

  /** Stops the start when there is no such account. */
  public void start() {
    accounts.get(account);
  }

  /** The next call of this exchange is the one that {@link #hasBegun} is about. */
  public static void expect(Exchange exchange) {
    exchange.removeProperty(BEGUN);
  }

  /** Whether the expected call may have left the program. */
  public static boolean hasBegun(Exchange exchange) {
    return exchange.getProperty(BEGUN) != null;
  }

  /**
   * Waits for the account's rate budget, and leaves nothing on the message that could steer the
   * call.
   */
  public void prepare(Exchange exchange) throws AccountHeld, InterruptedException {
    budget.take(account);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_URI, accounts.get(account).base());
    exchange.setProperty(BEGUN, true);
  }

  /** The path of a task's status; refuses an id that could be more than an id. */
  public String statusPath(@Variable("taskId") String taskId) {
    if (taskId == null || !isId(taskId)) {
      throw new IllegalArgumentException(
          "The variable taskId holds no id of Rivya: "
              + (taskId == null ? "it is not set" : "odd characters"));
    }
    return "/api/v1/generations/" + taskId;
  }

  /** Whether a text has the form of Rivya's public ids, so that it may stand in a path. */
  static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.contains("..");
  }

  /** The body of a call as JSON text; what is text already goes out as it is. */
  public String requestText(@Body Object request) throws JsonProcessingException {
    return request instanceof String text ? text : json.writeValueAsString(request);
  }

  /** The answer's JSON; an error of Rivya as {@link RivyaTrouble}. */
  public JsonNode judge(
      @Body byte[] body,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Headers Map<String, Object> headers)
      throws RivyaTrouble, IOException {
    return answer(status, body == null ? new byte[0] : body, headers);
  }

  /** Where Rivya asks for patience, every call of the account waits, whoever makes it. */
  private JsonNode answer(int status, byte[] body, Map<String, Object> headers)
      throws RivyaTrouble {
    try {
      return judge.judge(account, status, body, headers);
    } catch (RivyaTrouble e) {
      if (e.retryAfter() != null) {
        budget.hold(account, e.retryAfter());
      }
      throw e;
    }
  }

  /** The answer of a call that asked for a stream, each piece of its text handed on as it comes. */
  public JsonNode stream(
      @Body InputStream body,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header(Exchange.CONTENT_TYPE) String contentType,
      @Headers Map<String, Object> headers,
      @Variable("listener") Consumer<String> listener)
      throws RivyaTrouble, IOException {
    try (body) {
      boolean events = contentType != null && contentType.startsWith("text/event-stream");
      if (status / 100 != 2 || !events) {
        return answer(status, body.readAllBytes(), headers);
      }
      AtomicBoolean begun = new AtomicBoolean();
      Consumer<String> ear = piece -> begun.set(true);
      JsonNode answer = ChatStream.read(body, ear.andThen(listener));
      return judge.judgeStreamed(account, answer, begun.get());
    }
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    CallLimits limits =
        chat ? properties.ofChat() : upload ? properties.ofUploads() : properties.ofCalls();
    BoundedHttpClient.configure(client, limits, accounts.get(account).concurrency());
    client.addExecInterceptorFirst("tell-contact", new TellContact(contact, account));
    if (withKey) {
      client.addRequestInterceptorLast(
          (request, entity, context) -> {
            String key = accounts.key(account);
            if (!key.isEmpty()) {
              request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key);
            }
          });
    }
  }
}
