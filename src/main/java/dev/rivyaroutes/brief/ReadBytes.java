package dev.rivyaroutes.brief;

import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Tells from the first bytes, the name and the declared type what some bytes are, and reads them:
 * media by their signature, then manifests, documents and texts.
 */
final class ReadBytes {
  private static final int SNIFFED = 64 * 1024;

  private final StageMedia media;
  private final BriefProperties limits;

  ReadBytes(StageMedia media, BriefProperties limits) {
    this.media = media;
    this.limits = limits;
  }

  /** Reads the stream and closes it, for a manifest once its last row is read. */
  Iterator<IncomingBrief> read(String id, String name, Form form, InputStream source)
      throws BriefRefused, IOException {
    BufferedInputStream in = new BufferedInputStream(source, SNIFFED);
    boolean leftOpen = false;
    try {
      in.mark(SNIFFED);
      byte[] prefix = in.readNBytes(SNIFFED - 1);
      in.reset();
      if (prefix.length == 0) {
        throw new BriefRefused(BriefForms.empty());
      }
      boolean media = isMedia(prefix);
      if (form.isManifest() && !media && !hasNul(prefix)) {
        Iterator<IncomingBrief> rows = manifest(id, name, form, in);
        if (!rows.hasNext()) {
          throw new BriefRefused("The manifest has no rows. Give it at least one.");
        }
        leftOpen = true;
        return rows;
      }
      return BriefForms.one(id, name, media ? staged(name, in) : text(form, prefix, in));
    } finally {
      if (!leftOpen) {
        in.close();
      }
    }
  }

  private ManifestRows manifest(String id, String name, Form form, InputStream in)
      throws BriefRefused, IOException {
    return form == Form.CSV
        ? new CsvRows(id, name, in, limits)
        : new JsonLines(id, name, in, limits);
  }

  private BriefMedia staged(String name, InputStream in) throws BriefRefused, IOException {
    return new BriefMedia(Words.plainName(name), media.stage(name, in));
  }

  private Object text(Form form, byte[] prefix, InputStream in) throws BriefRefused, IOException {
    if (form == Form.MEDIA) {
      throw new BriefRefused(
          "The name or the declared type says that it is an image, video or audio file, but by its first bytes it is %s. Send the media file itself, whole; name a text .txt."
              .formatted(Words.isText(prefix) ? "text" : DetectMediaType.of(prefix).contentType()));
    }
    if (!Words.isText(prefix)) {
      throw new BriefRefused(
          form == Form.UNSAID
              ? "The content is neither text nor an image, video or audio file ("
                  + DetectMediaType.of(prefix).contentType()
                  + " by its first bytes). Send one of those."
              : "The text is not valid UTF-8, or holds a NUL character. Save it as UTF-8 text and"
                  + " send it again.");
    }
    boolean document = form == Form.JSON || form == Form.YAML || looksLikeJson(form, prefix);
    long limit = (document ? limits.document() : limits.text()).toBytes();
    byte[] all = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
    if (all.length > limit) {
      throw new BriefRefused(
          "The "
              + (document ? "document" : "text")
              + " is larger than "
              + Words.size(limit)
              + ". Shorten it, or raise rivya.brief."
              + (document ? "document." : "text."));
    }
    String text = Words.decode(all);
    if (text.isBlank()) {
      throw new BriefRefused(BriefForms.empty());
    }
    if (document) {
      return form == Form.YAML ? ReadDocument.yaml(text) : ReadDocument.json(text);
    }
    return text;
  }

  private static boolean looksLikeJson(Form form, byte[] prefix) {
    return form == Form.UNSAID
        && new String(prefix, 0, Math.min(prefix.length, 512), StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .stripLeading()
            .startsWith("{");
  }

  /** Text is never media, whatever its first letters say, but for SVG images, which are text. */
  private static boolean isMedia(byte[] prefix) {
    // Detection costs more than all the rest of a small text's way, so texts are not asked.
    if (Words.isText(prefix)) {
      return mayBeSvg(prefix) && DetectMediaType.of(prefix).contentType().equals("image/svg+xml");
    }
    return DetectMediaType.of(prefix).kind() != MediaKind.OTHER;
  }

  private static boolean mayBeSvg(byte[] prefix) {
    return new String(prefix, 0, Math.min(prefix.length, 512), StandardCharsets.UTF_8)
        .replace("\uFEFF", "")
        .stripLeading()
        .startsWith("<");
  }

  private static boolean hasNul(byte[] prefix) {
    for (byte b : prefix) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
