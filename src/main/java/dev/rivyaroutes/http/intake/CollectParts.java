package dev.rivyaroutes.http.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.fileupload2.core.FileItemInput;

/** The parts of a multipart call so far: files go straight into the media store. */
final class CollectParts {
  private static final int MOST_PARTS = 200;
  private static final String BRIEF = "brief";
  private static final String REFERENCES = "references";

  private final MediaStore store;
  private final ReadBriefs forms;

  private final Exchange exchange;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, StoredMedia> files = new LinkedHashMap<>();
  private byte[] brief;
  private BodyType briefType;
  private int count;

  CollectParts(MediaStore store, ReadBriefs forms, Exchange exchange) {
    this.store = store;
    this.forms = forms;
    this.exchange = exchange;
  }

  void add(FileItemInput part, long maxBytes) throws IOException {
    String field = part.getFieldName();
    if (++count > MOST_PARTS || field == null) {
      throw ReceiveMultipart.badMultipart(
          "A multipart body has at most " + MOST_PARTS + " parts, each with a name.");
    }
    ReadPart.requirePlain(part);
    BufferedInputStream in = new BufferedInputStream(part.getInputStream());
    boolean unnamed = part.getName() == null || part.getName().isBlank();
    if (unnamed && ReadPart.isEmpty(in)) {
      return; // A browser sends each field of a form, also those that nobody has filled in.
    }
    BodyType ofFile = BodyType.ofFile(part.getName(), part.getContentType());
    if (field.equals(BRIEF) || ofFile != null) {
      if (brief != null) {
        throw ReceiveMultipart.badMultipart(
            "There are several briefs in it. Send one, and media files with it.");
      }
      briefType = ofFile == null ? ReadPart.briefType(part) : ofFile;
      brief = ReadPart.bytes(in);
    } else if (part.isFormField()) {
      if (fields.put(field, ReadPart.text(part, in)) != null) {
        throw ReceiveMultipart.badMultipart("A field appears twice; each may be there once.");
      }
    } else {
      String name = plain(part.getName(), "file-" + (files.size() + 1));
      files.put(unused(name), store.put(in, maxBytes));
    }
  }

  /** Browsers may send whole paths, also those of Windows. */
  private static String plain(String sent, String fallback) {
    return FileNames.last(sent == null ? null : sent.replace('\\', '/'), fallback);
  }

  private String unused(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot < 1 ? name : name.substring(0, dot);
    String ending = dot < 1 ? "" : name.substring(dot);
    String free = name;
    for (int n = 2; files.containsKey(free); n++) {
      free = stem + "-" + n + ending;
    }
    return free;
  }

  ReceiveMultipart.Parts parts() throws IOException {
    if (brief != null && !fields.isEmpty()) {
      throw ReceiveMultipart.badMultipart("Give either the part brief or single fields, not both.");
    }
    if (brief == null && fields.isEmpty() && files.isEmpty()) {
      throw ReceiveMultipart.badMultipart("The multipart body has no parts.");
    }
    Object body = brief == null ? fields : body();
    String sha256 = sha256(body);
    if (!(body instanceof Map<?, ?>)) {
      return new ReceiveMultipart.Parts(body, BriefKey.fresh(), sha256, briefType, siblings());
    }
    Map<String, Object> document = document(body);
    if (document.get(REFERENCES) == null && !files.isEmpty()) {
      document.put(REFERENCES, new ArrayList<>(files.keySet()));
    }
    String id = document.get("client_request_id") instanceof String text ? text : null;
    return new ReceiveMultipart.Parts(
        document, BriefKey.orFresh(id), sha256, BodyType.of(BodyType.JSON), siblings());
  }

  @SuppressWarnings("unchecked") // A document's keys are texts.
  private static Map<String, Object> document(Object body) {
    return (Map<String, Object>) body;
  }

  /** A document is read here, since it may leave its references to the files of the call. */
  private Object body() throws IOException {
    if (briefType.isDocument()) {
      return forms.readDocument(exchange, new ByteArrayInputStream(brief), briefType.header());
    }
    boolean text = !briefType.isManifest() && !briefType.isMedia();
    return text && !files.isEmpty()
        ? new LinkedHashMap<>(Map.of("prompt", ReadPart.decode(brief, briefType.charset())))
        : brief;
  }

  /** Of the fields in the order of their names, and of the files with theirs. */
  private String sha256(Object body) {
    List<String> all = new ArrayList<>();
    all.add(body instanceof Map ? written(body) : DigestUtils.sha256Hex(brief));
    files.forEach((name, media) -> all.addAll(List.of(name, media.sha256())));
    return SourceKey.ofFields(all.toArray(String[]::new));
  }

  private static String written(Object document) {
    try {
      return Json.SORTED.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be written as JSON", e);
    }
  }

  private Siblings siblings() {
    Map<String, StoredMedia> named = Map.copyOf(files);
    return new Siblings() {
      @Override
      public Optional<InputStream> open(String name) throws IOException {
        Optional<String> found =
            MatchFileName.find(name, named.keySet())
                .or(() -> MatchFileName.find(plain(name, ""), named.keySet()));
        return found.isEmpty()
            ? Optional.empty()
            : Optional.of(store.open(named.get(found.get()).sha256()));
      }

      @Override
      public List<String> namesNear(String missing) {
        return List.copyOf(named.keySet());
      }
    };
  }
}
