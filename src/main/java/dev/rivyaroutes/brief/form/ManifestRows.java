package dev.rivyaroutes.brief.form;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of a manifest as briefs, read one by one. An invalid row is a refused brief and does not
 * affect the others. The manifest is closed at its end, or by closing this.
 */
public abstract class ManifestRows implements Iterator<IncomingBrief>, Closeable {

  /** A row's number as in its source id, and its fields or why it is refused. */
  record Row(long number, Object body, String refusal) {}

  private final String sourceId;
  private final String sourceName;
  private final BriefProperties limits;
  private final DecodingBudget.Share share;
  private Row next;
  private long rows;
  private int size;
  private boolean ended;

  ManifestRows(Manifest manifest) {
    this.sourceId = manifest.id();
    this.sourceName = manifest.name();
    this.limits = manifest.limits();
    this.share = manifest.share();
  }

  /**
   * What the rows are read from.
   *
   * @param id the manifest's own source id, or null
   * @param in its bytes, in UTF-8
   * @param share the memory of its rows, one after another
   */
  record Manifest(
      String id, String name, InputStream in, BriefProperties limits, DecodingBudget.Share share) {}

  /** Reads the next row, or returns null at the end. */
  abstract Row read() throws IOException;

  /** Reserves the memory that the current row needs. */
  final void reserve(int characters) throws IOException {
    share.release();
    share.grow(characters);
    size = characters;
  }

  /** The size of the last row in characters. */
  public final int size() {
    return size;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
        rows++;
        if (next == null) {
          end();
        } else if (rows > limits.rows()) {
          next = new Row(next.number(), null, tooManyRows());
          end();
        }
      } catch (TooLargeManifest e) {
        next = new Row(rows + 1, null, tooLarge());
        endQuietly();
      } catch (CorruptContent | CharacterCodingException e) {
        next = new Row(rows + 1, null, unreadable(e));
        endQuietly();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        next = new Row(rows + 1, null, unexpected(e));
        endQuietly();
      }
    }
    return next != null;
  }

  @Override
  public IncomingBrief next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return new IncomingBrief(
        sourceId, sourceName + "#" + row.number(), row.body(), row.refusal(), row.number());
  }

  void end() throws IOException {
    ended = true;
    share.release();
    close();
  }

  private String unexpected(RuntimeException fault) {
    try {
      return UnexpectedFailure.refusal(sourceName, fault);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endQuietly() {
    try {
      end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unreadable(IOException e) {
    return "This row and those after it were not accepted: "
        + (e instanceof CorruptContent
            ? e.getMessage()
            : "the bytes are not valid in the manifest's declared encoding. Save it as UTF-8.");
  }

  private String tooManyRows() {
    return "The manifest has more than %s rows; this row and those after it were not accepted. Split it into several, or raise rivya.brief.rows."
        .formatted(limits.rows());
  }

  private String tooLarge() {
    return "The manifest is larger than %s; this row and those after it were not accepted. Split it into several, or raise rivya.brief.manifest."
        .formatted(BriefText.size(limits.manifest().toBytes()));
  }

  /** The manifest has more bytes than allowed. */
  static final class TooLargeManifest extends IOException {}
}
