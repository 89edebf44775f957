package dev.rivyaroutes.brief.form;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The format of a brief, by the extension of its name, else by the declared media type. */
public enum BriefFormat {
  TEXT,
  JSON,
  YAML,
  JSON_LINES,
  CSV,
  MEDIA,
  UNKNOWN;

  private static final Map<String, BriefFormat> EXTENSIONS =
      Map.ofEntries(
          Map.entry("txt", TEXT),
          Map.entry("text", TEXT),
          Map.entry("md", TEXT),
          Map.entry("markdown", TEXT),
          Map.entry("prompt", TEXT),
          Map.entry("json", JSON),
          Map.entry("yaml", YAML),
          Map.entry("yml", YAML),
          Map.entry("jsonl", JSON_LINES),
          Map.entry("ndjson", JSON_LINES),
          Map.entry("csv", CSV),
          Map.entry("tsv", CSV));

  /** Extensions of media that the Files API accepts; their first bytes decide what they are. */
  private static final Set<String> MEDIA_EXTENSIONS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "webp", "mp4", "m4v", "mov", "qt", "webm", "mp3",
          "wav", "wave", "m4a", "aac", "ogg", "oga", "opus");

  /** Extensions of media that the Files API does not accept. */
  private static final Set<String> UNSUPPORTED_MEDIA =
      Set.of(
          "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "svg", "ico", "jp2", "jxl", "psd",
          "ai", "eps", "raw", "dng", "cr2", "cr3", "nef", "arw", "orf", "raf", "rw2", "mkv", "avi",
          "wmv", "flv", "mpg", "mpeg", "3gp", "mts", "flac", "wma", "aif", "aiff", "mid", "amr");

  private static final Map<String, BriefFormat> TYPES =
      Map.of(
          "text/plain", TEXT,
          "application/json", JSON,
          "application/yaml", YAML,
          "application/x-yaml", YAML,
          "text/yaml", YAML,
          "application/x-ndjson", JSON_LINES,
          "application/jsonl", JSON_LINES,
          "text/csv", CSV,
          "text/tab-separated-values", CSV);

  private static final List<String> MEDIA_TYPES = List.of("image/", "video/", "audio/");

  private static final String ACCEPTED =
      "texts (.txt, .md), documents (.json, .yaml), manifests (.csv, .tsv, .jsonl), images (.jpg,"
          + " .png, .webp), videos (.mp4, .mov, .webm) and audio (.mp3, .m4a, .wav, .aac, .ogg)";

  boolean isManifest() {
    return this == JSON_LINES || this == CSV;
  }

  /** Whether it may name files beside it. */
  public boolean isDocument() {
    return this == JSON || this == YAML || isManifest();
  }

  /** The format of a body whose name may not be a file name. */
  static BriefFormat of(String name, String contentType) {
    BriefFormat byName = isUnsupportedMedia(name) ? MEDIA : byExtension(extension(name));
    return byName == null ? byType(contentType) : byName;
  }

  /**
   * The format of a file. Its extension decides, in any letter case: a file with an unknown
   * extension is refused. The declared type decides only where the name has no extension, and only
   * if it is more than text, which many tools declare for anything.
   */
  static BriefFormat ofFile(String name, String contentType) throws BriefRefused {
    String extension = extension(name);
    BriefFormat form = byExtension(extension);
    if (form != null) {
      return form;
    }
    if (extension.isEmpty()) {
      BriefFormat byType = byType(contentType);
      if (byType != UNKNOWN && byType != TEXT) {
        return byType;
      }
      throw new BriefRefused(
          "The name has no extension that says what the file is. Briefs are %s. Rename the file, or keep such files out of this source."
              .formatted(ACCEPTED));
    }
    if (isUnsupportedMedia(name)) {
      throw new BriefRefused(
          "Rivya does not accept .%s files. Convert the file to one that it accepts: images .jpg, .png or .webp, videos .mp4, .mov or .webm, audio .mp3, .m4a, .wav, .aac or .ogg."
              .formatted(shown(extension)));
    }
    throw new BriefRefused(
        "A file whose name ends with .%s is not a brief. Briefs are %s. Rename the file if it is one of these, or keep such files out of this source."
            .formatted(shown(extension), ACCEPTED));
  }

  /** The format by the extension alone; {@link #UNKNOWN} for any other. */
  public static BriefFormat ofExtension(String name) {
    BriefFormat form = byExtension(extension(name));
    return form == null ? UNKNOWN : form;
  }

  private static BriefFormat byExtension(String extension) {
    return MEDIA_EXTENSIONS.contains(extension) ? MEDIA : EXTENSIONS.get(extension);
  }

  private static boolean isUnsupportedMedia(String name) {
    return UNSUPPORTED_MEDIA.contains(extension(name));
  }

  private static BriefFormat byType(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    boolean media = MEDIA_TYPES.stream().anyMatch(type::startsWith);
    return media ? MEDIA : TYPES.getOrDefault(type.split(";")[0].strip(), UNKNOWN);
  }

  /** The part after the last dot that is not the name's first or last character, in lower case. */
  private static String extension(String name) {
    String last = name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
    String plain = last.replaceFirst("[.\\s]+$", "");
    int dot = plain.lastIndexOf('.');
    return dot < 1 ? "" : plain.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String shown(String extension) {
    String quoted = BriefText.quote(extension);
    return quoted.substring(1, quoted.length() - 1);
  }
}
