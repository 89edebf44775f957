package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Variables;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * Reads what a source hands in as briefs, and presents each brief to the steps of a flow. Content
 * that cannot be used becomes a brief with a refusal; an exception means that the source or the
 * media store failed.
 */
@Component("readBriefs")
public class ReadBriefs {

  /** The exchange property with the brief that was presented to the steps of the flow. */
  public static final String PRESENTED = "rivyaPresentedBrief";

  /**
   * The exchange property with a map that all rows of a manifest, or all arrivals that share
   * commits, have in common on their way through the steps of the flow; absent for other briefs.
   */
  public static final String ROWS = "rivyaRows";

  /** The exchange property that says that several arrivals share the map in {@link #ROWS}. */
  public static final String SHARED = "rivyaSharedRows";

  /** The exchange property with the {@code Content-Encoding} of the body. */
  public static final String ENCODING = "rivyaContentEncoding";

  static final String EMPTY =
      "The brief is empty. Send a text, a document, a media file or a manifest.";

  /** How long a document waits until others are accepted. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StageMedia media;
  private final BriefProperties limits;
  private final ReadContent content;
  private final DecodingBudget budget;

  public ReadBriefs(StageMedia media, BriefProperties limits) {
    this.media = media;
    this.limits = limits;
    this.content = new ReadContent(media, limits);
    this.budget = new DecodingBudget(limits.decoding());
  }

  public BriefProperties limits() {
    return limits;
  }

  /** The largest file that may be a brief, in bytes. */
  public long largest() {
    return LongStream.of(
            media.largest(),
            limits.manifest().toBytes(),
            limits.document().toBytes(),
            limits.text().toBytes())
        .max()
        .getAsLong();
  }

  /**
   * Reads the body (text, bytes, a stream, a file, a map, or a list of maps and texts) as one brief
   * or, for a manifest, as one a row. Rows are read one by one during the iteration.
   */
  public Iterator<IncomingBrief> read(Exchange exchange) throws IOException {
    String id = exchange.getVariable(Variables.SOURCE_ID, String.class);
    String named = exchange.getVariable(Variables.SOURCE_NAME, String.class);
    String name = named == null ? String.valueOf(id) : named;
    Object body = exchange.getMessage().getBody();
    if (body instanceof WrappedFile<?> file) {
      body = file.getFile() instanceof File local ? local : file.getBody();
    }
    try {
      if (body instanceof BriefRefused refused) {
        throw refused;
      }
      if (body instanceof List<?> list) {
        Iterator<IncomingBrief> rows = ReadList.rows(id, name, list);
        return rows.hasNext() ? rows : refused(id, name, EMPTY);
      }
      if (body instanceof Map<?, ?> map) {
        return List.of(new IncomingBrief(id, name, document(map), null)).iterator();
      }
      String type = exchange.getVariable(Variables.SOURCE_TYPE, String.class);
      BriefFormat format =
          FileBrief.of(exchange) != null
              ? BriefFormat.ofFile(named, type)
              : BriefFormat.of(named, type);
      Charset charset = body instanceof String ? null : Charsets.declared(type);
      Iterator<IncomingBrief> briefs =
          content.read(
              new ReadContent.Body(
                  id,
                  name,
                  format,
                  OpenBody.open(exchange, body),
                  charset,
                  share(exchange, PATIENCE)));
      if (briefs instanceof ManifestRows && exchange.getProperty(SHARED) == null) {
        exchange.setProperty(ROWS, new HashMap<>());
      }
      return briefs;
    } catch (BriefRefused | CorruptContent e) {
      return refused(id, name, e.getMessage());
    } catch (RuntimeException e) {
      return refused(id, name, UnexpectedFailure.refusal(name, e));
    }
  }

  /**
   * Reads one document for a caller that waits, with {@link DecodingBudgetExceeded} instead of a
   * wait for memory.
   *
   * @param bytes the unpacked bytes
   * @param type its media type, with its charset
   * @return its fields, or the refused brief; {@link #read} accepts both as a body
   */
  public Object readDocument(Exchange exchange, InputStream bytes, String type) throws IOException {
    try {
      return content
          .read(
              new ReadContent.Body(
                  null,
                  null,
                  BriefFormat.of(null, type),
                  bytes,
                  Charsets.declared(type),
                  share(exchange, Duration.ZERO)))
          .next()
          .body();
    } catch (BriefRefused e) {
      return e;
    } catch (RuntimeException e) {
      return new BriefRefused(UnexpectedFailure.refusal("a call's document", e));
    }
  }

  /** The memory of a document is released once its briefs are accepted or have failed. */
  private DecodingBudget.Share share(Exchange exchange, Duration patience) {
    DecodingBudget.Share share = budget.share(patience);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                share.release();
              }
            });
    return share;
  }

  /**
   * Presents the brief in the body to the steps of the flow: its content as the body, its id and
   * name as variables. A refused brief is presented as an empty map.
   */
  public void present(Exchange exchange) {
    IncomingBrief brief = exchange.getMessage().getBody(IncomingBrief.class);
    exchange.setProperty(PRESENTED, brief);
    exchange.setVariable(Variables.SOURCE_ID, brief.sourceId());
    exchange.setVariable(Variables.SOURCE_NAME, brief.sourceName());
    exchange.getMessage().setBody(brief.refusal() == null ? brief.body() : Map.of());
  }

  private static Iterator<IncomingBrief> refused(String id, String name, String why) {
    return List.of(new IncomingBrief(id, name, null, why)).iterator();
  }

  /** A map as a document, with texts as its keys. */
  public static Map<String, Object> document(Map<?, ?> map) {
    Map<String, Object> document = new LinkedHashMap<>();
    map.forEach((key, value) -> document.put(String.valueOf(key), value));
    return document;
  }
}
