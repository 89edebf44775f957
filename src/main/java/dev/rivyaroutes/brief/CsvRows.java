package dev.rivyaroutes.brief;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A CSV manifest (RFC 4180) with a header row. The columns {@code prompt}, {@code model} and {@code
 * client_request_id} are the fields of a document; {@code references} holds names or URLs with
 * {@code ;} between them; {@code params} holds a JSON object and {@code params.<key>} one text of
 * it. Any other column is data for the flow's text. Rows count from 1 behind the header.
 */
final class CsvRows extends ManifestRows {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  CsvRows(String sourceId, String sourceName, InputStream in, BriefProperties limits)
      throws IOException, BriefRefused {
    super(sourceId, sourceName, limits);
    parser = open(new LimitedStream(in, limits.manifest().toBytes()));
    records = parser.iterator();
  }

  private static CSVParser open(InputStream in) throws IOException, BriefRefused {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    try {
      CSVParser parser = FORMAT.parse(reader);
      List<String> header = parser.getHeaderNames();
      if (header.size() == 1 && header.get(0).contains(";")) {
        throw new BriefRefused(
            "The manifest's header has no commas but semicolons. Save it with commas between the"
                + " columns.");
      }
      return parser;
    } catch (IllegalArgumentException | CSVException e) {
      throw new BriefRefused(
          "The manifest's header row cannot be used: "
              + e.getMessage().replaceFirst("(?s)\\. If this is valid.*", "")
              + ". Give every column one name of its own.");
    }
  }

  @Override
  Row read() throws IOException {
    try {
      return records.hasNext() ? row(records.next()) : null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        return brokenOff();
      }
      throw e.getCause();
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IOException cause && !(cause instanceof CSVException)) {
        throw cause;
      }
      return brokenOff();
    }
  }

  private Row brokenOff() throws IOException {
    end();
    return new Row(
        parser.getRecordNumber() + 1,
        null,
        "A quote near line "
            + parser.getCurrentLineNumber()
            + " is not closed or has text behind it, so nothing from here on can be read. Mend it"
            + " and send the rest again.");
  }

  private Row row(CSVRecord record) {
    try {
      if (!record.isConsistent()) {
        throw new BriefRefused(
            "It has "
                + record.size()
                + " columns, the header has "
                + parser.getHeaderNames().size()
                + ". Put values that hold commas into quotes.");
      }
      return new Row(record.getRecordNumber(), fields(record), null);
    } catch (BriefRefused e) {
      return new Row(record.getRecordNumber(), null, e.getMessage());
    }
  }

  private static Map<String, Object> fields(CSVRecord record) throws BriefRefused {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Object> params = new LinkedHashMap<>();
    for (Map.Entry<String, String> cell : record.toMap().entrySet()) {
      String column = cell.getKey().strip();
      String value = cell.getValue();
      if (value.indexOf('\uFFFD') >= 0) {
        throw new BriefRefused(
            "Column " + Words.quote(column) + " is not valid UTF-8. Save the manifest as UTF-8.");
      }
      if (column.startsWith("params.")) {
        put(params, column.substring("params.".length()), value);
      } else if (column.equals("params") && !value.isBlank()) {
        params.putAll(ReadDocument.json(value));
      } else if (column.equals("references")) {
        put(fields, column, references(value));
      } else if (BriefDocument.FIELDS.contains(column)) {
        put(fields, column, value);
      } else {
        fields.put(column, value);
      }
    }
    if (!params.isEmpty()) {
      fields.put("params", params);
    }
    return fields;
  }

  private static void put(Map<String, Object> to, String key, Object value) {
    if (value instanceof String text && !text.isBlank()) {
      to.put(key, value);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      to.put(key, value);
    }
  }

  private static List<String> references(String cell) {
    return new ArrayList<>(
        Arrays.stream(cell.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
