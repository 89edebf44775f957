package dev.rivyaroutes.brief.form;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * Detects from the first bytes, the name and the declared type what a content is, and reads it:
 * media by their signature, otherwise a manifest, a document or a text.
 */
final class ReadContent {
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
   * @param charset the declared charset, or null
   * @param share its share of the memory for documents
   */
  record Body(
      String id,
      String name,
      BriefFormat format,
      InputStream in,
      Charset charset,
      DecodingBudget.Share share) {}

  /** Reads the stream and closes it; for a manifest only once its last row is read. */
  Iterator<IncomingBrief> read(Body body) throws BriefRefused, IOException {
    BufferedInputStream in = new BufferedInputStream(body.in(), FirstBytes.SIZE);
    Iterator<IncomingBrief> briefs = null;
    try {
      FirstBytes first = FirstBytes.of(in);
      if (first.isEmpty()) {
        throw new BriefRefused(ReadBriefs.EMPTY);
      }
      if (first.isMedia()) {
        return one(body, media.asBrief(body.name(), in));
      }
      Charset marked = Charsets.ofMark(first.bytes());
      Charset charset = marked == null ? body.charset() : marked;
      briefs = Charsets.isUtf8(charset) ? text(body, first, in) : transcoded(body, charset, in);
      return briefs;
    } catch (CorruptContent e) {
      throw new BriefRefused(e.getMessage());
    } finally {
      if (!(briefs instanceof ManifestRows)) {
        in.close();
      }
    }
  }

  private Iterator<IncomingBrief> transcoded(Body body, Charset charset, InputStream in)
      throws BriefRefused, IOException {
    try {
      BufferedInputStream utf8 =
          new BufferedInputStream(Charsets.utf8(in, charset), FirstBytes.SIZE);
      return text(body, FirstBytes.of(utf8), utf8);
    } catch (CharacterCodingException e) {
      throw new BriefRefused(Charsets.malformed(charset));
    }
  }

  private Iterator<IncomingBrief> text(Body body, FirstBytes first, InputStream in)
      throws BriefRefused, IOException {
    UnsupportedFiles.check(first, body.format());
    if (!body.format().isManifest() || first.hasNul()) {
      return one(body, textOrDocument(body, first, in));
    }
    ManifestRows.Manifest manifest =
        new ManifestRows.Manifest(
            body.id(),
            body.name(),
            new LimitedStream(in, limits.manifest().toBytes()),
            limits,
            body.share());
    ManifestRows rows =
        body.format() == BriefFormat.CSV ? new CsvRows(manifest) : new JsonLines(manifest);
    if (!rows.hasNext()) {
      throw new BriefRefused("The manifest has no rows. Give it at least one.");
    }
    return rows;
  }

  private Object textOrDocument(Body body, FirstBytes first, InputStream in)
      throws BriefRefused, IOException {
    BriefFormat format = body.format();
    if (format == BriefFormat.MEDIA) {
      throw new BriefRefused(
          "The name or the declared type says that it is an image, video or audio file, but by its first bytes it is %s. Send the media file itself, complete; name a text .txt."
              .formatted(first.isText() ? "text" : first.type()));
    }
    if (!first.isText()) {
      throw new BriefRefused(
          format == BriefFormat.UNKNOWN
              ? "The content is neither text nor an image, video or audio file (%s by its first bytes). Send one of those."
                  .formatted(first.type())
              : Charsets.notText("The text", first.bytes()) + ".");
    }
    boolean json =
        format == BriefFormat.JSON
            || format == BriefFormat.UNKNOWN && first.begin().startsWith("{");
    String text = Charsets.decode(bytes(format, json, in, body.share()));
    if (text.isBlank()) {
      throw new BriefRefused(ReadBriefs.EMPTY);
    }
    if (format == BriefFormat.YAML) {
      return ReadDocument.yaml(text);
    }
    return json ? ReadDocument.json(text) : text;
  }

  private byte[] bytes(BriefFormat format, boolean json, InputStream in, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    if (format == BriefFormat.YAML) {
      return bytes(in, limits.yaml(), "YAML document", "yaml", share);
    }
    return json
        ? bytes(in, limits.document(), "document", "document", share)
        : bytes(in, limits.text(), "text", "text", share);
  }

  private static byte[] bytes(
      InputStream in, DataSize limit, String what, String key, DecodingBudget.Share share)
      throws BriefRefused, IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(FirstBytes.SIZE / 8);
    byte[] chunk = new byte[FirstBytes.SIZE];
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

  private static Iterator<IncomingBrief> one(Body body, Object content) {
    return List.of(new IncomingBrief(body.id(), body.name(), content, null)).iterator();
  }
}
