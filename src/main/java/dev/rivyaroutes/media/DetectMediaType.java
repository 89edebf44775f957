package dev.rivyaroutes.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** Detects a media type by the signature of the bytes, as Rivya's Files API does, not by names. */
public final class DetectMediaType {

  /** The number of first bytes that are needed; more are allowed. */
  public static final int PREFIX = 8 * 1024;

  private static final MediaType UNKNOWN =
      new MediaType("application/octet-stream", MediaKind.OTHER, "bin");

  /** The names of the Files API, where the detector uses others. */
  private static final Map<String, String> FILES_API_NAMES =
      Map.ofEntries(
          Map.entry("audio/vnd.wave", "audio/wav"),
          Map.entry("audio/x-wav", "audio/wav"),
          Map.entry("audio/x-aac", "audio/aac"),
          Map.entry("audio/x-m4a", "audio/mp4"),
          Map.entry("audio/vorbis", "audio/ogg"),
          Map.entry("audio/opus", "audio/ogg"),
          Map.entry("audio/speex", "audio/ogg"),
          Map.entry("audio/x-oggflac", "audio/ogg"),
          Map.entry("application/ogg", "audio/ogg"),
          Map.entry("application/mp4", "video/mp4"),
          Map.entry("video/x-m4v", "video/mp4"));

  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/jpeg", "jpg"),
          Map.entry("text/markdown; charset=utf-8", "md"),
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/mp4", "m4a"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/aac", "aac"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("video/quicktime", "mov"),
          Map.entry("video/webm", "webm"),
          Map.entry("video/x-matroska", "mkv"));

  /** The types of most results; checking them first avoids a search through all types. */
  private static final Map<String, byte[]> SIGNATURES =
      Map.of(
          "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
          "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});

  /** Brands of "ftyp" boxes that the detector reports as QuickTime and that are not MPEG-4. */
  private static final Map<String, String> BRANDS =
      Map.of(
          "qt  ", "video/quicktime",
          "heim", "image/heic",
          "heis", "image/heic",
          "hevm", "image/heic-sequence",
          "hevs", "image/heic-sequence",
          "avis", "image/avif",
          "jp2 ", "image/jp2",
          "jxl ", "image/jxl");

  private DetectMediaType() {}

  /** The type of bytes, from the first {@link #PREFIX} of them. */
  public static MediaType of(byte[] prefix) {
    if (prefix.length == 0) {
      return UNKNOWN;
    }
    String name = isMatroska(prefix) ? matroska(prefix) : detect(prefix);
    if (name.equals("video/quicktime")) {
      name = BRANDS.getOrDefault(brand(prefix), "video/mp4");
    }
    String contentType = FILES_API_NAMES.getOrDefault(name, name);
    return new MediaType(contentType, kind(contentType), extension(contentType));
  }

  private static String detect(byte[] prefix) {
    for (Map.Entry<String, byte[]> known : SIGNATURES.entrySet()) {
      byte[] start = known.getValue();
      int length = Math.min(prefix.length, start.length);
      if (Arrays.equals(prefix, 0, length, start, 0, start.length)) {
        return known.getKey();
      }
    }
    try {
      return MimeTypes.getDefaultMimeTypes()
          .detect(new ByteArrayInputStream(prefix), new Metadata())
          .getBaseType()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MediaKind kind(String contentType) {
    if (contentType.startsWith("image/")) {
      return MediaKind.IMAGE;
    }
    if (contentType.startsWith("video/")) {
      return MediaKind.VIDEO;
    }
    return contentType.startsWith("audio/") ? MediaKind.AUDIO : MediaKind.OTHER;
  }

  /** The usual file extension of a media type, without a dot. */
  public static String extension(String contentType) {
    String usual = EXTENSIONS.get(contentType);
    if (usual != null) {
      return usual;
    }
    try {
      String dotted = MimeTypes.getDefaultMimeTypes().forName(contentType).getExtension();
      return dotted.isEmpty() ? UNKNOWN.extension() : dotted.substring(1);
    } catch (MimeTypeException e) {
      return UNKNOWN.extension();
    }
  }

  /** The major brand of an "ftyp" box; the oldest QuickTime files have no such box. */
  private static String brand(byte[] prefix) {
    String start = new String(prefix, 0, Math.min(prefix.length, 12), StandardCharsets.ISO_8859_1);
    return start.startsWith("ftyp", 4) && start.length() == 12 ? start.substring(8) : "qt  ";
  }

  /** EBML, the container of Matroska and WebM; the document type follows within its header. */
  private static boolean isMatroska(byte[] b) {
    return b.length > 4
        && b[0] == 0x1A
        && b[1] == 0x45
        && b[2] == (byte) 0xDF
        && b[3] == (byte) 0xA3;
  }

  private static String matroska(byte[] prefix) {
    String header =
        new String(prefix, 0, Math.min(prefix.length, 128), StandardCharsets.ISO_8859_1);
    if (header.contains("webm")) {
      return "video/webm";
    }
    return header.contains("matroska") ? "video/x-matroska" : UNKNOWN.contentType();
  }
}
