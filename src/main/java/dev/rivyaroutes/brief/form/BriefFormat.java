package dev.rivyaroutes.brief.form;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a source says that a brief is: by the name's ending, else by the declared media type. */
public enum BriefFormat {
  TEXT,
  JSON,
  YAML,
  JSON_LINES,
  CSV,
  MEDIA,
  UNSAID;

  private static final Map<String, BriefFormat> ENDINGS =
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

  /**
   * Endings of media that the Files API takes; what they are is told by their first bytes alone.
   */
  private static final Set<String> MEDIA_ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "webp", "mp4", "m4v", "mov", "qt", "webm", "mp3",
          "wav", "wave", "m4a", "aac", "ogg", "oga", "opus");

  /** Endings of media that the Files API does not take. */
  private static final Set<String> OTHER_MEDIA =
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

  private static final String TAKEN =
      "texts (.txt, .md), documents (.json, .yaml), manifests (.csv, .tsv, .jsonl), images (.jpg,"
          + " .png, .webp), videos (.mp4, .mov, .webm) and audio (.mp3, .m4a, .wav, .aac, .ogg)";

  boolean isManifest() {
    return this == JSON_LINES || this == CSV;
  }

  /** Whether it may name files beside it. */
  public boolean isDocument() {
    return this == JSON || this == YAML || isManifest();
  }

  /** What a body is whose name is no file name, or decides only where its ending is known. */
  static BriefFormat of(String name, String contentType) {
    BriefFormat byName = isOtherMedia(name) ? MEDIA : byEnding(ending(name));
    return byName == null ? byType(contentType) : byName;
  }

  /**
   * What a file is. Its ending decides, in any letter case: a file whose ending is not known is no
   * brief, whatever is in it. The declared type decides only where the name has no ending, and only
   * if it is more than text, which is what many tools declare for anything.
   */
  static BriefFormat ofFile(String name, String contentType) throws BriefRefused {
    String ending = ending(name);
    BriefFormat form = byEnding(ending);
    if (form != null) {
      return form;
    }
    if (ending.isEmpty()) {
      BriefFormat byType = byType(contentType);
      if (byType != UNSAID && byType != TEXT) {
        return byType;
      }
      throw new BriefRefused(
          "The name has no ending that says what the file is. Briefs are %s. Rename the file, or keep such files out of this source."
              .formatted(TAKEN));
    }
    if (isOtherMedia(name)) {
      throw new BriefRefused(
          "Rivya takes no .%s files. Convert the file to one that it takes: images .jpg, .png or .webp, videos .mp4, .mov or .webm, audio .mp3, .m4a, .wav, .aac or .ogg."
              .formatted(shown(ending)));
    }
    throw new BriefRefused(
        "A file whose name ends with .%s is no brief. Briefs are %s. Rename the file if it is one of these, or keep such files out of this source."
            .formatted(shown(ending), TAKEN));
  }

  /** What a file is by its ending alone; {@link #UNSAID} where that does not tell. */
  public static BriefFormat ofExtension(String name) {
    BriefFormat form = byEnding(ending(name));
    return form == null ? UNSAID : form;
  }

  private static BriefFormat byEnding(String ending) {
    return MEDIA_ENDINGS.contains(ending) ? MEDIA : ENDINGS.get(ending);
  }

  private static boolean isOtherMedia(String name) {
    return OTHER_MEDIA.contains(ending(name));
  }

  private static BriefFormat byType(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    boolean media = MEDIA_TYPES.stream().anyMatch(type::startsWith);
    return media ? MEDIA : TYPES.getOrDefault(type.split(";")[0].strip(), UNSAID);
  }

  /** Behind the last dot that is not the name's first or last character, in small letters. */
  private static String ending(String name) {
    String last = name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
    String plain = last.replaceFirst("[.\\s]+$", "");
    int dot = plain.lastIndexOf('.');
    return dot < 1 ? "" : plain.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String shown(String ending) {
    String quoted = BriefText.quote(ending);
    return quoted.substring(1, quoted.length() - 1);
  }
}
