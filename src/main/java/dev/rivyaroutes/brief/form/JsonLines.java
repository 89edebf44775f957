package dev.rivyaroutes.brief.form;

import java.io.IOException;
import java.util.Map;

/** The rows of a JSONL manifest: one JSON object a line; the line's number is the row's number. */
final class JsonLines extends ManifestRows {
  private final Lines lines;
  private Lines.Line ahead;
  private boolean begun;

  JsonLines(Manifest manifest) {
    super(manifest);
    this.lines = new Lines(manifest.in(), manifest.limits().document().toBytes());
  }

  @Override
  Row read() throws IOException {
    Lines.Line line = nextLine();
    if (line == null) {
      return null;
    }
    reserve(line.text().length());
    boolean first = !begun;
    begun = true;
    if (line.problem() != null) {
      return new Row(line.number(), null, line.problem() + ".");
    }
    try {
      return new Row(line.number(), ReadDocument.json(stripped(line)), null);
    } catch (BriefRefused e) {
      return first && isOneDocument(line)
          ? oneDocument(line)
          : new Row(line.number(), null, e.getMessage());
    }
  }

  private Lines.Line nextLine() throws IOException {
    Lines.Line line = ahead == null ? lines.next() : ahead;
    ahead = null;
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line;
  }

  private static String stripped(Lines.Line line) {
    return BriefText.strip(line.text());
  }

  /** Whether the manifest is one document over several lines, or one list of all rows. */
  private boolean isOneDocument(Lines.Line first) throws IOException {
    boolean list;
    boolean begins;
    try {
      list = ReadJson.read(stripped(first)) instanceof Iterable;
      begins = false;
    } catch (InvalidSyntax e) {
      list = false;
      begins = e.endsEarly();
    }
    ahead = nextLine();
    return ahead == null ? list : (list || begins) && !isObject(ahead);
  }

  private static boolean isObject(Lines.Line line) {
    try {
      return line.problem() == null && ReadJson.read(stripped(line)) instanceof Map;
    } catch (InvalidSyntax e) {
      return false;
    }
  }

  private Row oneDocument(Lines.Line line) throws IOException {
    end();
    return new Row(
        line.number(),
        null,
        "The manifest is one JSON document, not JSONL: line "
            + line.number()
            + " has only a part of an object, or a list. Write one complete object a line, or name the"
            + " document .json.");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
