package dev.rivyaroutes.brief;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A JSONL manifest: one JSON object a line; the line's number is the row's number. */
final class JsonLines extends ManifestRows {
  private final InputStream in;
  private final long longest;
  private long line;

  JsonLines(String sourceId, String sourceName, InputStream in, BriefProperties limits) {
    super(sourceId, sourceName, limits);
    this.in = new BufferedInputStream(new LimitedStream(in, limits.manifest().toBytes()));
    this.longest = limits.document().toBytes();
  }

  @Override
  Row read() throws IOException {
    for (byte[] bytes = readLine(); bytes != null; bytes = readLine()) {
      line++;
      if (bytes.length > longest) {
        return refused("It is larger than " + Words.size(longest) + ". Shorten it.");
      }
      try {
        String text = Words.decode(bytes);
        if (!text.isBlank()) {
          return new Row(line, ReadDocument.json(text), null);
        }
      } catch (BriefRefused e) {
        return refused(e.getMessage());
      }
    }
    return null;
  }

  private Row refused(String why) {
    return new Row(line, null, why);
  }

  /** The next line, cut just behind the allowed length, or null at the end. */
  private byte[] readLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (bytes.size() <= longest) {
        bytes.write(b);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
