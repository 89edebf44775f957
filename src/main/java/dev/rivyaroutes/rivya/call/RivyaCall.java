package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.AccountPaused;
import dev.rivyaroutes.account.AccountThrottled;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.account.RateLimiter;
import dev.rivyaroutes.trace.JobSpan;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpMethods;
import org.apache.commons.lang3.EnumUtils;

/**
 * What every call to Rivya has in common: the bean of the rivya-call-action. It waits for the
 * account's rate budget, names the account's address, and judges the answer. It repeats nothing:
 * the ledger decides which call is sent again. Created by Camel, once for each use of the Kamelet.
 */
public class RivyaCall {

  private static final String BEGUN = "rivyaCallBegun";
  private static final String SPAN = "rivyaCallSpan";

  private final Accounts accounts;
  private final AccountGate gate;
  private final RateLimiter rateLimiter;
  private final MeasureCalls measure;
  private final JudgeRivyaAnswer judge;

  private CalledAccount account;
  private boolean stream;
  private boolean emptyAnswer;

  RivyaCall(
      Accounts accounts,
      AccountGate gate,
      RateLimiter rateLimiter,
      MeasureCalls measure,
      Clock clock) {
    this.accounts = accounts;
    this.gate = gate;
    this.rateLimiter = rateLimiter;
    this.measure = measure;
    this.judge = new JudgeRivyaAnswer(name -> accounts.keyPlace(name), clock);
  }

  public void setAccount(String account) {
    this.account = new CalledAccount(account);
  }

  /** Whether the answer is a stream of server-sent events. */
  public void setStream(boolean stream) {
    this.stream = stream;
  }

  /** Whether a successful answer may have no body; it then counts as an empty object. */
  public void setEmptyAnswer(boolean emptyAnswer) {
    this.emptyAnswer = emptyAnswer;
  }

  /** Stops the start when there is no such account. */
  public void start() {
    account.check(accounts);
  }

  /** Makes {@link #hasBegun} refer to the next call of this exchange. */
  public static void expect(Exchange exchange) {
    exchange.removeProperty(BEGUN);
  }

  /** Whether the expected call may have left the program. */
  public static boolean hasBegun(Exchange exchange) {
    return exchange.getProperty(BEGUN) != null;
  }

  /**
   * Waits until the account's rate budget allows a call. A person may have paused the account
   * meanwhile, so this is asked last.
   */
  public void awaitRate(Exchange exchange)
      throws AccountPaused, AccountThrottled, InterruptedException {
    rateLimiter.take(account.of(exchange));
    String method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class);
    String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
    if (MeasureCalls.isPaid(method, path)) {
      gate.requireNoOrder(account.of(exchange));
    }
    MeasureCalls.Call call = measure.begin(account.of(exchange), method, path);
    exchange.setProperty(BEGUN, call);
    // Camel searches all its converters for each name of a method.
    HttpMethods known = EnumUtils.getEnum(HttpMethods.class, method);
    if (known != null) {
      exchange.getMessage().setHeader(Exchange.HTTP_METHOD, known);
    }
    JobSpan span = TraceCall.begin(exchange, call, baseUrl(exchange));
    exchange.setProperty(SPAN, span);
    if (span != JobSpan.NONE) {
      exchange.getExchangeExtension().addOnCompletion(new EndCall(span));
    }
  }

  public String account(Exchange exchange) {
    return account.of(exchange);
  }

  public String baseUrl(Exchange exchange) {
    return accounts.get(account.of(exchange)).base();
  }

  /**
   * The answer's JSON. Each piece of a streamed answer's text is passed to the listener when it
   * arrives.
   *
   * @throws RivyaTrouble when Rivya answers with an error
   */
  public JsonNode judge(
      Exchange exchange,
      @Body InputStream body,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header(Exchange.CONTENT_TYPE) String contentType,
      @Headers Map<String, Object> headers,
      @Variable("listener") Consumer<String> listener)
      throws RivyaTrouble, IOException {
    // Steps that handle a failure would read the closed stream.
    exchange.getMessage().setBody(null);
    MeasureCalls.Call call = exchange.getProperty(BEGUN, MeasureCalls.Call.class);
    String code = MeasureCalls.NO_ANSWER;
    try {
      JsonNode answer = read(account.of(exchange), body, status, contentType, headers, listener);
      code = MeasureCalls.OK;
      return answer;
    } catch (RivyaTrouble e) {
      code = e.cause().code();
      throw e;
    } finally {
      measure.end(call, code);
      JobSpan span = exchange.getProperty(SPAN, JobSpan.NONE, JobSpan.class);
      if (!code.equals(MeasureCalls.OK)) {
        span.fail(MeasureCalls.known(code));
      }
      span.end();
    }
  }

  private JsonNode read(
      String caller,
      InputStream body,
      int status,
      String contentType,
      Map<String, Object> headers,
      Consumer<String> listener)
      throws RivyaTrouble, IOException {
    boolean good = status >= 200 && status < 300;
    try (InputStream bytes = body == null ? InputStream.nullInputStream() : body) {
      if (stream && good && contentType != null && contentType.startsWith("text/event-stream")) {
        AtomicBoolean begun = new AtomicBoolean();
        Consumer<String> note = piece -> begun.set(true);
        JsonNode answer = ChatStream.read(bytes, note.andThen(listener));
        return judge.judgeStreamed(caller, answer, begun.get());
      }
      byte[] all = bytes.readAllBytes();
      return emptyAnswer && good && all.length == 0
          ? Json.PLAIN.createObjectNode()
          : answer(caller, status, all, headers);
    }
  }

  /** Where Rivya asks for a pause, every call of the account waits. */
  private JsonNode answer(String caller, int status, byte[] body, Map<String, Object> headers)
      throws RivyaTrouble {
    try {
      return judge.judge(caller, status, body, headers);
    } catch (RivyaTrouble e) {
      if (e.retryAfter() != null) {
        rateLimiter.backOff(caller, e.retryAfter());
      }
      throw e;
    }
  }
}
