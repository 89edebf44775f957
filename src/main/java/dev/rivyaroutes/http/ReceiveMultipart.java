package dev.rivyaroutes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.brief.NamesAlike;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.ledger.SourceKey;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** Reads a multipart call part by part: files go straight into the media store. */
final class ReceiveMultipart {
  private static final int MOST_PARTS = 200;
  private static final int LARGEST_FIELD = 17 << 20;
  private static final String BRIEF = "brief";
  private static final String REFERENCES = "references";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final MediaStore store;

  ReceiveMultipart(MediaStore store) {
    this.store = store;
  }

  /** What a multipart call brought: a map, or the bytes of a brief that is no JSON object. */
  record Parts(Object brief, BriefKey key, String sha256, BodyType type, Siblings siblings) {}

  Parts receive(HttpCall call, InputStream body, long maxBytes)
      throws ProblemException, IOException {
    Collected collected = new Collected();
    try {
      FileItemInputIterator parts = upload().getItemIterator(new MultipartContext(call, body));
      while (parts.hasNext()) {
        collected.add(parts.next(), maxBytes);
      }
    } catch (FileUploadException e) {
      throw malformed(e);
    } catch (InvalidPathException e) {
      throw badMultipart(
          "The name of a file has characters that the program's system cannot write. Send another"
              + " name, or start the program with LANG=C.UTF-8.");
    }
    return collected.parts();
  }

  private static JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload() {
    JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload =
        new JakartaServletFileUpload<>();
    upload.setHeaderCharset(StandardCharsets.UTF_8);
    return upload;
  }

  /** The library wraps what the stream throws; a limit and a lost caller are no bad syntax. */
  private static ProblemException malformed(FileUploadException e) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CallTooLarge || cause instanceof CallBroken) {
        throw (IOException) cause;
      }
    }
    return badMultipart(
        "The multipart body cannot be read. Check the boundary, and that the body is whole.");
  }

  private static ProblemException badMultipart(String detail) {
    return new ProblemException(400, "bad-multipart", detail);
  }

  /** The parts so far. */
  private final class Collected {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, StoredMedia> files = new LinkedHashMap<>();
    private byte[] brief;
    private BodyType briefType;
    private int count;

    void add(FileItemInput part, long maxBytes) throws ProblemException, IOException {
      String field = part.getFieldName();
      if (++count > MOST_PARTS || field == null) {
        throw badMultipart(
            "A multipart body has at most " + MOST_PARTS + " parts, each with a name.");
      }
      if (field.equals(BRIEF)) {
        if (brief != null) {
          throw badMultipart("The part brief is there twice.");
        }
        briefType = briefType(part);
        brief = read(part);
      } else if (part.isFormField()) {
        if (fields.put(field, text(part)) != null) {
          throw badMultipart("A field is there twice; each may be there once.");
        }
      } else {
        String name = FileName.plain(part.getName(), "file-" + (files.size() + 1));
        files.put(unused(name), store.put(part.getInputStream(), maxBytes));
      }
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

    Parts parts() throws ProblemException {
      if (brief != null && !fields.isEmpty()) {
        throw badMultipart("Give either the part brief or single fields, not both.");
      }
      if (brief == null && fields.isEmpty() && files.isEmpty()) {
        throw badMultipart("The multipart body has no parts.");
      }
      Map<String, Object> document = brief == null ? fields : document();
      String sha256 = sha256(document);
      if (document == null) {
        return new Parts(brief, BriefKey.fresh(), sha256, briefType, siblings());
      }
      if (document.get(REFERENCES) == null && !files.isEmpty()) {
        document.put(REFERENCES, new ArrayList<>(files.keySet()));
      }
      String id = document.get("client_request_id") instanceof String text ? text : null;
      return new Parts(
          document, BriefKey.orFresh(id), sha256, BodyType.of("application/json"), siblings());
    }

    /** Null when the brief is no JSON object: its own reader says so, or reads it. */
    private Map<String, Object> document() {
      if (!briefType.name().equals("application/json")) {
        return null;
      }
      try {
        return JSON.readValue(
            new String(brief, briefType.charset()), new TypeReference<Map<String, Object>>() {});
      } catch (JsonProcessingException e) {
        return null;
      }
    }

    /** Of the fields in the order of their names, and of the files with theirs. */
    private String sha256(Map<String, Object> document) {
      List<String> all = new ArrayList<>();
      all.add(document == null ? ReceiveBrief.sha256(brief) : written(document));
      files.forEach((name, media) -> all.addAll(List.of(name, media.sha256())));
      return SourceKey.ofFields(all.toArray(String[]::new));
    }

    private static String written(Map<String, Object> document) {
      try {
        return JSON.writeValueAsString(document);
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
              NamesAlike.find(name, named.keySet())
                  .or(() -> NamesAlike.find(FileName.plain(name, ""), named.keySet()));
          return found.isEmpty()
              ? Optional.empty()
              : Optional.of(store.open(named.get(found.get()).sha256()));
        }

        @Override
        public List<String> besides(String missing) {
          return List.copyOf(named.keySet());
        }
      };
    }
  }

  private static BodyType briefType(FileItemInput part) throws ProblemException {
    String type = part.getContentType();
    return BodyType.of(
        type == null || type.startsWith("application/octet-stream") ? "application/json" : type);
  }

  private static String text(FileItemInput part) throws ProblemException, IOException {
    String type = part.getContentType();
    Charset charset = type == null ? StandardCharsets.UTF_8 : BodyType.of(type).charset();
    return new String(read(part), charset);
  }

  private static byte[] read(FileItemInput part) throws IOException {
    try (InputStream in = part.getInputStream()) {
      byte[] bytes = in.readNBytes(LARGEST_FIELD + 1);
      if (bytes.length > LARGEST_FIELD) {
        throw new CallTooLarge(LARGEST_FIELD);
      }
      return bytes;
    }
  }
}
