package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.springframework.util.unit.DataSize;

/**
 * Tells from the first bytes, the name and the declared type what some bytes are, and reads them:
 * media by their signature, then manifests, documents and texts.
 */
final class ReadContent {
  private static final int SNIFFED = 64 * 1024;

  private final StageMedia media;
  private final BriefProperties limits;

  ReadContent(StageMedia media, BriefProperties limits) {
    this.media = media;
    this.limits = limits;
  }

  /**
   * What a source hands in.
   *
   * @param in the bytes, unpacked
   * @param declared the declared charset, or null
   * @param share what it takes of the memory for documents
   */
  record Body(
      String id,
      String name,
      BriefFormat form,
      InputStream in,
      Charset declared,
      DecodingBudget.Share share) {

    private Body utf8() throws IOException {
      return new Body(id, name, form, Charsets.utf8(in, declared), null, share);
    }
  }

  /** Reads the stream and closes it, for a manifest once its last row is read. */
  Iterator<IncomingBrief> read(Body body) throws BriefRefused, IOException {
    BufferedInputStream in = new BufferedInputStream(body.in(), SNIFFED);
    Iterator<IncomingBrief> briefs = null;
    try {
      byte[] prefix = sniff(in);
      if (prefix.length == 0) {
        throw new BriefRefused(ReadBriefs.empty());
      }
      if (isMedia(prefix)) {
        return ReadBriefs.one(body.id(), body.name(), staged(body.name(), in));
      }
      Charset marked = Charsets.ofMark(prefix);
      Charset charset = marked == null ? body.declared() : marked;
      Body known = new Body(body.id(), body.name(), body.form(), in, charset, body.share());
      briefs = isUtf8(charset) ? text(known, prefix, in) : transcoded(known);
      return briefs;
    } catch (CorruptContent e) {
      throw new BriefRefused(e.getMessage());
    } finally {
      if (!(briefs instanceof ManifestRows)) {
        in.close();
      }
    }
  }

  private static byte[] sniff(BufferedInputStream in) throws IOException {
    in.mark(SNIFFED);
    byte[] prefix = in.readNBytes(SNIFFED - 1);
    in.reset();
    return prefix;
  }

  private static boolean isUtf8(Charset charset) {
    return charset == null
        || charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.US_ASCII);
  }

  private Iterator<IncomingBrief> transcoded(Body body) throws BriefRefused, IOException {
    try {
      BufferedInputStream in = new BufferedInputStream(body.utf8().in(), SNIFFED);
      return text(body, sniff(in), in);
    } catch (CharacterCodingException e) {
      throw new BriefRefused(Charsets.malformed(body.declared()));
    }
  }

  private Iterator<IncomingBrief> text(Body body, byte[] prefix, InputStream in)
      throws BriefRefused, IOException {
    requireRightKind(body.form(), prefix);
    if (!body.form().isManifest() || hasNul(prefix)) {
      return ReadBriefs.one(body.id(), body.name(), text(body.form(), prefix, in, body.share()));
    }
    ManifestRows.Manifest manifest =
        new ManifestRows.Manifest(
            body.id(),
            body.name(),
            new LimitedStream(in, limits.manifest().toBytes()),
            limits,
            body.share());
    ManifestRows rows =
        body.form() == BriefFormat.CSV ? new CsvRows(manifest) : new JsonLines(manifest);
    if (!rows.hasNext()) {
      throw new BriefRefused("The manifest has no rows. Give it at least one.");
    }
    return rows;
  }

  private static void requireRightKind(BriefFormat form, byte[] prefix) throws BriefRefused {
    String wrong =
        form == BriefFormat.MEDIA || form == BriefFormat.UNSAID && !Charsets.isText(prefix)
            ? null
            : UnsupportedFiles.of(prefix, form);
    if (wrong != null) {
      throw new BriefRefused("By its first bytes it is " + wrong + ".");
    }
  }

  private BriefMedia staged(String name, InputStream in) throws BriefRefused, IOException {
    return new BriefMedia(FileNames.last(name, "reference"), media.stage(name, in));
  }

  private Object text(BriefFormat form, byte[] prefix, InputStream in, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    if (form == BriefFormat.MEDIA) {
      throw new BriefRefused(
          "The name or the declared type says that it is an image, video or audio file, but by its first bytes it is %s. Send the media file itself, whole; name a text .txt."
              .formatted(Charsets.isText(prefix) ? "text" : type(prefix)));
    }
    if (!Charsets.isText(prefix)) {
      throw new BriefRefused(noText(form, prefix));
    }
    boolean document =
        form == BriefFormat.JSON || form == BriefFormat.YAML || looksLikeJson(form, prefix);
    String text = Charsets.decode(document ? document(form, in, share) : plain(in, share));
    if (text.isBlank()) {
      throw new BriefRefused(ReadBriefs.empty());
    }
    if (document) {
      return form == BriefFormat.YAML ? ReadDocument.yaml(text) : ReadDocument.json(text);
    }
    return text;
  }

  private static String noText(BriefFormat form, byte[] prefix) {
    if (form == BriefFormat.UNSAID) {
      return "The content is neither text nor an image, video or audio file ("
          + type(prefix)
          + " by its first bytes). Send one of those.";
    }
    return Charsets.noText("The text", prefix) + ".";
  }

  private static String type(byte[] prefix) {
    return DetectMediaType.of(prefix).contentType();
  }

  private byte[] document(BriefFormat form, InputStream in, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    return form == BriefFormat.YAML
        ? read(in, limits.yaml(), "YAML document", "yaml", share)
        : read(in, limits.document(), "document", "document", share);
  }

  private byte[] plain(InputStream in, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    return read(in, limits.text(), "text", "text", share);
  }

  private static byte[] read(
      InputStream in, DataSize limit, String what, String key, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(SNIFFED / 8);
    byte[] chunk = new byte[SNIFFED];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      share.grow(n);
      all.write(chunk, 0, n);
      if (all.size() > limit.toBytes()) {
        throw new BriefRefused(
            "The %s is larger than %s. Shorten it, or raise rivya.brief.%s."
                .formatted(what, BriefText.size(limit.toBytes()), key));
      }
    }
    return all.toByteArray();
  }

  private static boolean looksLikeJson(BriefFormat form, byte[] prefix) {
    return form == BriefFormat.UNSAID && begin(prefix).startsWith("{");
  }

  private static String begin(byte[] prefix) {
    return new String(prefix, 0, Math.min(prefix.length, 512), StandardCharsets.UTF_8)
        .replace("\uFEFF", "")
        .stripLeading();
  }

  /** Text is never media, whatever its first letters say, but for SVG images, which are text. */
  private static boolean isMedia(byte[] prefix) {
    // Detection costs more than all the rest of a small text's way, so texts are not asked.
    if (Charsets.isText(prefix)) {
      return begin(prefix).startsWith("<") && type(prefix).equals("image/svg+xml");
    }
    return DetectMediaType.of(prefix).kind() != MediaKind.OTHER;
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
