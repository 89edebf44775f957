package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import dev.rivyaroutes.outbound.PublicAddresses;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.DefaultMessage;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The bean of the callback-result-sink Kamelet: signs the result's document and judges the answer.
 * A repeated delivery has the same {@code webhook-id}. The request is a new message, so that no
 * header of the exchange affects it; the original message is restored afterwards. Created by Camel,
 * once for each use.
 */
public class CallbackSink implements HttpClientConfigurer {

  private static final String ORIGINAL = "rivyaCallbackOriginal";
  private static final int CONNECTIONS = 20;

  private final CallbackProperties properties;
  private final PublicUrlProperties publicUrl;
  private final MediaStore media;
  private final PublicAddresses publicAddresses;
  private final Clock clock;

  private String connectionName = "default";
  private boolean inline;
  private CallbackConnection connection;
  private ResultLinks links;
  private JudgeAnswer judge;

  CallbackSink(
      CallbackProperties properties,
      PublicUrlProperties publicUrl,
      MediaStore media,
      PublicAddresses publicAddresses,
      Clock clock) {
    this.properties = properties;
    this.publicUrl = publicUrl;
    this.media = media;
    this.publicAddresses = publicAddresses;
    this.clock = clock;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setFiles(String files) {
    Require.that(
        files.equals("links") || files.equals("inline"),
        "callback-result-sink has files: %s; it must be links or inline.".formatted(files));
    this.inline = files.equals("inline");
  }

  /** Checks the connection; a missing or invalid one stops the start of the flow. */
  public void start() {
    connection = CallbackConnection.of(connectionName, properties);
    judge = new JudgeAnswer(connection, clock);
    links = ResultLinks.of(publicUrl);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.addExecInterceptorFirst("limit-answer", new LimitAnswer()).disableContentCompression();
    BoundedHttpClient.configure(
        client,
        connection.limits(),
        CONNECTIONS,
        connection.allowPrivate() ? SystemDefaultDnsResolver.INSTANCE : publicAddresses);
  }

  /** Sets the signed request as the exchange's message. */
  public void prepare(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    byte[] body = ResultDocument.bytes(document(result));
    Instant now = clock.instant();
    Message request = new DefaultMessage(exchange);
    request.setBody(body);
    request.setHeader(Exchange.HTTP_URI, connection.url().toASCIIString());
    request.setHeader(Exchange.CONTENT_TYPE, "application/json");
    request.setHeader("webhook-id", result.deliveryId());
    request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
    request.setHeader(
        "webhook-signature",
        SignCallback.sign(connection.secrets(), result.deliveryId(), now, body));
    exchange.setProperty(ORIGINAL, exchange.getMessage());
    exchange.setMessage(request);
  }

  /** Ends the delivery, or throws the failure that the answer means. */
  public void judge(Exchange exchange) throws DeliveryFailed {
    Message answer = exchange.getMessage();
    exchange.setMessage((Message) exchange.removeProperty(ORIGINAL));
    byte[] body = answer.getBody(byte[].class);
    judge.answered(
        answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
        body == null ? new byte[0] : body,
        answer.getHeaders());
    exchange.setVariable(Variables.DELIVERED_TO, connection.toString());
  }

  /** Throws the failure of a call without an answer. */
  public void explain(Exchange exchange) throws DeliveryFailed {
    exchange.setMessage((Message) exchange.removeProperty(ORIGINAL));
    throw judge.unanswered(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }

  private Map<String, Object> document(Result result) throws DeliveryFailed {
    Map<ResultFile, String> contents = inline ? contents(result) : Map.of();
    return ResultDocument.of(
        result,
        file -> {
          Map<String, Object> more = new LinkedHashMap<>();
          more.put("url", links.file(result, file));
          if (contents.containsKey(file)) {
            more.put("content_base64", contents.get(file));
          }
          return more;
        });
  }

  /** The files that fit into the limit together, in their order. */
  private Map<ResultFile, String> contents(Result result) throws DeliveryFailed {
    Map<ResultFile, String> contents = new LinkedHashMap<>();
    long room = connection.maxInline();
    for (ResultFile file : result.files()) {
      if (file.size() <= room) {
        room -= file.size();
        contents.put(file, Base64.getEncoder().encodeToString(read(result, file)));
      }
    }
    return contents;
  }

  private byte[] read(Result result, ResultFile file) throws DeliveryFailed {
    try (InputStream bytes = media.open(file.sha256())) {
      return bytes.readAllBytes();
    } catch (FileNotFoundException e) {
      throw DeliveryFailed.permanently(
          "The media store no longer has file %d of job %s, so it was not sent to %s. Raise rivya.media.keep to keep results longer."
              .formatted(file.n(), result.jobId(), connection),
          e);
    } catch (IOException e) {
      throw new DeliveryFailed(
          "File %d of job %s could not be read from the media store: %s."
              .formatted(file.n(), result.jobId(), e.getMessage()),
          e);
    }
  }
}
