package dev.rivyaroutes.brief;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of a manifest as briefs, read one by one. A bad row is a refused brief and does not
 * spoil the others. Closing it, or reading it to its end, closes the manifest.
 */
abstract class ManifestRows implements Iterator<IncomingBrief>, Closeable {

  /** A row's number as its source id has it, and its fields or why it is refused. */
  record Row(long number, Object body, String refusal) {}

  private final String sourceId;
  private final String sourceName;
  private final BriefProperties limits;
  private Row next;
  private long rows;
  private boolean ended;

  ManifestRows(String sourceId, String sourceName, BriefProperties limits) {
    this.sourceId = sourceId;
    this.sourceName = sourceName;
    this.limits = limits;
  }

  /** Reads the next row, or returns null at the end. */
  abstract Row read() throws IOException;

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
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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

  /** Nothing can be read behind what was read last. */
  void end() throws IOException {
    ended = true;
    close();
  }

  private void endQuietly() {
    try {
      end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tooManyRows() {
    return "The manifest has more than "
        + limits.rows()
        + " rows; this row and those behind it were not taken. Split it into several, or raise"
        + " rivya.brief.rows.";
  }

  private String tooLarge() {
    return "The manifest is larger than "
        + Words.size(limits.manifest().toBytes())
        + "; this row and those behind it were not taken. Split it into several, or raise"
        + " rivya.brief.manifest.";
  }

  /** The manifest has more bytes than allowed. */
  static final class TooLargeManifest extends IOException {}
}
