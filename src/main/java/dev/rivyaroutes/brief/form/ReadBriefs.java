package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Variables;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/**
 * Turns what a source hands in into briefs, and shows each brief to the steps of a flow. What
 * cannot be used becomes a brief with a refusal; an exception means that the source or the media
 * store failed, and nothing is known about the brief.
 */
@Component("readBriefs")
public class ReadBriefs {

  /** The exchange property that says: the body was read already, and is the brief's own form. */
  public static final String PRESENTED = "rivyaPresentedBrief";

  /** The exchange property that says how the body is packed: a {@code Content-Encoding}. */
  public static final String ENCODING = "rivyaContentEncoding";

  /** So long a document waits until others are accepted. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReadContent readBytes;
  private final DecodingBudget budget;

  public ReadBriefs(StageMedia media, BriefProperties limits) {
    this.readBytes = new ReadContent(media, limits);
    this.budget = new DecodingBudget(limits.decoding());
  }

  /**
   * Reads the body (text, bytes, a stream, a file, a map, or a list of maps and texts) as one brief
   * or, for a manifest, as one a row. Rows are read one by one, while the iterator is at work.
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
        return all(id, name, list);
      }
      if (body instanceof Map<?, ?> map) {
        return one(id, name, document(map));
      }
      String type = exchange.getVariable(Variables.SOURCE_TYPE, String.class);
      Charset declared = body instanceof String ? null : Charsets.declared(type);
      boolean file = FileBrief.of(exchange) != null;
      return readBytes.read(
          new ReadContent.Body(
              id,
              name,
              file ? BriefFormat.ofFile(named, type) : BriefFormat.of(named, type),
              unpacked(body, exchange),
              declared,
              share(exchange, PATIENCE)));
    } catch (BriefRefused e) {
      return refused(id, name, e.getMessage());
    } catch (RuntimeException e) {
      return refused(id, name, UnexpectedFailure.refusal(name, e));
    }
  }

  /**
   * Reads one document for a caller who waits: {@link DecodingBudgetExceeded} instead of a wait for
   * memory.
   *
   * @param bytes the unpacked bytes
   * @param type its media type, a charset included
   * @return its fields, or the refused brief; both are bodies that {@link #read} takes
   */
  public Object readDocument(Exchange exchange, InputStream bytes, String type) throws IOException {
    try {
      return readBytes
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

  /** What a document takes is given back when its briefs are accepted, or it failed. */
  private DecodingBudget.Share share(Exchange exchange, Duration patience) {
    DecodingBudget.Share share = budget.share(patience);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                share.giveBack();
              }
            });
    return share;
  }

  /**
   * Makes the brief in the body what the flow's steps see: its own form as the body, its id and
   * name as variables. A refused brief shows as an empty map.
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

  private Iterator<IncomingBrief> all(String id, String name, List<?> list) {
    List<IncomingBrief> briefs = new ArrayList<>();
    int n = 0;
    for (Object element : list) {
      n++;
      String rowName = name + "#" + n;
      try {
        briefs.add(new IncomingBrief(id, rowName, element(element), null, n));
      } catch (BriefRefused e) {
        briefs.add(new IncomingBrief(id, rowName, null, e.getMessage(), n));
      }
    }
    return briefs.isEmpty()
        ? List.of(new IncomingBrief(id, name, null, empty())).iterator()
        : briefs.iterator();
  }

  private static Object element(Object element) throws BriefRefused {
    if (element instanceof Map<?, ?> map) {
      return document(map);
    }
    if (element instanceof String text && !BriefText.isBlank(text)) {
      return text;
    }
    throw new BriefRefused("It is neither a text nor an object with fields such as prompt.");
  }

  public static Map<String, Object> document(Map<?, ?> map) {
    Map<String, Object> document = new LinkedHashMap<>();
    map.forEach((key, value) -> document.put(String.valueOf(key), value));
    return document;
  }

  private static InputStream unpacked(Object body, Exchange exchange)
      throws BriefRefused, IOException {
    InputStream in = open(body, exchange);
    try {
      return DecodeBody.open(in, exchange.getProperty(ENCODING, String.class));
    } catch (BriefRefused | IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream open(Object body, Exchange exchange) throws BriefRefused, IOException {
    if (body == null) {
      throw new BriefRefused(empty());
    }
    if (body instanceof InputStream stream) {
      return stream;
    }
    if (body instanceof byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }
    if (body instanceof String text) {
      return new ByteArrayInputStream(
          BriefText.usable("The text", text).getBytes(StandardCharsets.UTF_8));
    }
    if (body instanceof InputStreamSource source) {
      return source.getInputStream();
    }
    if (body instanceof File file) {
      return open(file);
    }
    InputStream converted = exchange.getMessage().getBody(InputStream.class);
    if (converted == null) {
      throw new BriefRefused(
          "The body is neither a text, bytes, a map nor a list of them, so it is no brief. Turn it into"
              + " one of them in the flow, before rivya-generation-sink.");
    }
    return converted;
  }

  private static InputStream open(File file) throws BriefRefused, IOException {
    if (Files.isSymbolicLink(file.toPath())) {
      throw new BriefRefused(
          "The file is a symbolic link, which is not followed. Hand in the file itself.");
    }
    return Files.newInputStream(file.toPath(), LinkOption.NOFOLLOW_LINKS);
  }

  static Iterator<IncomingBrief> one(String id, String name, Object body) {
    return List.of(new IncomingBrief(id, name, body, null)).iterator();
  }

  static String empty() {
    return "The brief is empty. Send a text, a document, a media file or a manifest.";
  }
}
