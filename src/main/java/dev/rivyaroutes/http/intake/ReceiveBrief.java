package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.DecodeBody;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.LimitedBody;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Takes a brief from an HTTP call, to its last byte before anything is accepted: small bodies into
 * memory, larger ones and files into the media store. Nothing touches a temporary folder.
 */
@Component("receiveBrief")
public class ReceiveBrief {

  /** The exchange property that says: the call brought a manifest. */
  public static final String MANIFEST = "rivyaManifest";

  private static final int IN_MEMORY = 1 << 20;
  private static final Pattern FORM_ENDING =
      Pattern.compile("(?i).*\\.(txt|md|json|yaml|yml|jsonl|ndjson|csv|tsv)");

  private final FlowsOverHttp flows;
  private final MediaStore store;
  private final ReadBriefs forms;
  private final ReceiveMultipart multipart;

  ReceiveBrief(FlowsOverHttp flows, MediaStore store, ReadBriefs forms) {
    this.flows = flows;
    this.store = store;
    this.forms = forms;
    this.multipart = new ReceiveMultipart(store, forms);
  }

  /** Refuses what can be refused without the body. */
  public void check(Exchange exchange) {
    RouteStep.run(
        exchange,
        () -> {
          flows.requireOn(exchange.getFromRouteId(), exchange.getVariable("flow", String.class));
          check(exchange.getMessage().getBody(HttpCall.class), maxSize(exchange));
        });
  }

  /** The same for a call whose flow is checked already. */
  public void check(HttpCall call, long maxBytes) throws IOException {
    BodyType.of(call);
    BriefKey.ofHeader(call);
    if (call.request().getContentLengthLong() > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
  }

  private static long maxSize(Exchange exchange) {
    return DataSize.parse(exchange.getVariable("maxSize", String.class)).toBytes();
  }

  /** Makes the body and the variables of a source out of an {@link HttpCall}. */
  public void receive(Exchange exchange) {
    RouteStep.run(exchange, () -> take(exchange, maxSize(exchange)));
  }

  /** The same for a call whose flow is checked already. */
  public void take(Exchange exchange, long maxBytes) throws IOException {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    BodyType type = BodyType.of(call);
    BriefKey key = BriefKey.ofHeader(call);
    InputStream body = unpacked(call, maxBytes);
    if (type.name().equals(BodyType.MULTIPART)) {
      ReceiveMultipart.Parts parts = multipart.receive(exchange, body, maxBytes);
      declare(call, exchange, key == null ? parts.key() : key, BodyType.MULTIPART, parts.sha256());
      set(exchange, key == null ? parts.key() : key, parts.sha256(), parts.type());
      exchange.setVariable(Variables.SIBLINGS, parts.siblings());
      exchange.getMessage().setBody(parts.brief());
      return;
    }
    single(exchange, call, type, key, body);
  }

  private static InputStream unpacked(HttpCall call, long maxBytes) throws IOException {
    InputStream body = new LimitedBody(call.body(), maxBytes);
    String encoding = call.header("Content-Encoding");
    if (encoding == null) {
      return body;
    }
    try {
      return new LimitedBody(DecodeBody.open(body, encoding), maxBytes);
    } catch (BriefRefused e) {
      throw Problem.of(415, "unsupported-encoding", e.getMessage())
          .with("field", "Content-Encoding")
          .withHeader("Accept-Encoding", "gzip");
    }
  }

  private void single(
      Exchange exchange, HttpCall call, BodyType type, BriefKey header, InputStream body)
      throws IOException {
    byte[] start = body.readNBytes(IN_MEMORY);
    String sha256;
    InputStream whole;
    if (start.length < IN_MEMORY) {
      sha256 = DigestUtils.sha256Hex(start);
      whole = new ByteArrayInputStream(start);
    } else {
      StoredMedia stored =
          store.put(new SequenceInputStream(new ByteArrayInputStream(start), body), Long.MAX_VALUE);
      // A text that was only set aside goes by the clean-up: the same bytes may be a job's.
      sha256 = stored.sha256();
      whole = store.open(sha256);
    }
    Object read = type.isDocument() ? forms.readDocument(exchange, whole, type.header()) : whole;
    BriefKey key = header == null ? ownKey(read) : header;
    declare(call, exchange, key, type.name(), sha256);
    set(exchange, key, sha256, type);
    exchange.getMessage().setBody(read);
    exchange.setVariable(Variables.SIBLINGS, Siblings.NONE);
    if (type.isMedia()) {
      String name = fileName(call.header("Content-Disposition"));
      exchange.setVariable(Variables.SOURCE_NAME, name);
    }
  }

  private static String fileName(String disposition) {
    String name = null;
    if (disposition != null) {
      try {
        name = ContentDisposition.parse(disposition).getFilename();
      } catch (IllegalArgumentException e) {
        name = null; // A malformed header names no file.
      }
    }
    return FileNames.last(name == null ? null : name.replace('\\', '/'), "upload");
  }

  private static BriefKey ownKey(Object brief) {
    Object id = brief instanceof Map<?, ?> document ? document.get("client_request_id") : null;
    return BriefKey.orFresh(id instanceof String text ? text : null);
  }

  /** Under a key that the caller chose, the same form and content are the same request. */
  private static void declare(
      HttpCall call, Exchange exchange, BriefKey key, String form, String sha256) {
    String fingerprint = key.chosen() ? SourceKey.ofFields(form, sha256) : null;
    Origin.http(call.caller().name(), fingerprint).set(exchange);
  }

  private static void set(Exchange exchange, BriefKey chosen, String sha256, BodyType type) {
    String key = chosen.text();
    exchange.setVariable(Variables.SOURCE_ID, key);
    // A name with the ending of a form would count more than the declared type.
    String name = FORM_ENDING.matcher(key).matches() ? key + " (brief)" : key;
    exchange.setVariable(Variables.SOURCE_NAME, name);
    exchange.setVariable(Variables.REFUSAL_ID, key + "!" + sha256.substring(0, 16));
    exchange.setVariable(Variables.SOURCE_TYPE, type.header());
    exchange.setProperty(MANIFEST, type.isManifest());
  }
}
