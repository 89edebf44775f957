package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.brief.form.CsvRecords.Cells;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a table with a header: comma, semicolon or tab between its columns. The columns
 * {@code prompt}, {@code model} and {@code client_request_id} are the fields of a document; {@code
 * references} has names or URLs separated by {@code ;}; {@code params} has a JSON object and {@code
 * params.<key>} one value of it, in the type of the model's parameter. Any other column is data for
 * the flow's own prompt. Rows count from 1 after the header, without empty lines.
 */
final class CsvRows extends ManifestRows {
  private static final String PARAM = "params.";

  private final Lines lines;
  private final CsvRecords records;
  private final TableHeader header;
  private long number;

  CsvRows(Manifest manifest) throws IOException, BriefRefused {
    super(manifest);
    long longest = manifest.limits().document().toBytes();
    lines = new Lines(manifest.in(), longest);
    records = new CsvRecords(lines, longest);
    header = header();
    records.columns(header.names().size());
  }

  private TableHeader header() throws IOException, BriefRefused {
    Lines.Line line = firstLine();
    Character declared = line.problem() == null ? TableHeader.declared(line.text()) : null;
    if (declared != null) {
      records.delimiter(declared);
      line = firstLine();
    } else {
      records.delimiter(TableHeader.delimiter(line.text()));
    }
    records.back(line);
    Cells cells = records.next();
    if (cells.problem() != null) {
      throw new BriefRefused("The manifest's header row cannot be used: " + cells.problem() + ".");
    }
    return TableHeader.of(cells.cells());
  }

  private Lines.Line firstLine() throws IOException, BriefRefused {
    Lines.Line line = records.line();
    while (line != null && line.isBlank()) {
      line = records.line();
    }
    if (line == null) {
      throw new BriefRefused(
          "The manifest has no rows. Give it a header row and at least one row.");
    }
    return line;
  }

  @Override
  Row read() throws IOException {
    for (Cells cells = records.next(); cells != null; cells = records.next()) {
      number += cells.isEmptyLine() ? 0 : 1;
      if (!cells.isBlank()) {
        reserve(cells.cells().stream().mapToInt(String::length).sum());
        return row(cells);
      }
    }
    return null;
  }

  private Row row(Cells cells) {
    try {
      if (cells.problem() != null) {
        throw new BriefRefused(
            "It (" + cells.place() + ") cannot be read: " + cells.problem() + ".");
      }
      if (cells.last() > cells.line() && cells.cells().size() < header.names().size()) {
        throw new BriefRefused(
            "It spans "
                + cells.place()
                + " and has "
                + cells.cells().size()
                + " of "
                + header.names().size()
                + " columns, so an unclosed quote may have merged other rows into it. Close the quote"
                + " where the cell ends, or write all columns of this row.");
      }
      return new Row(number, fields(cells), null);
    } catch (BriefRefused e) {
      return new Row(number, null, e.getMessage());
    }
  }

  private Map<String, Object> fields(Cells cells) throws BriefRefused {
    TableFields fields = new TableFields();
    Map<String, Object> params = new LinkedHashMap<>();
    for (Map.Entry<String, String> cell : header.values(cells.cells()).entrySet()) {
      String column = cell.getKey();
      String value = cell.getValue();
      boolean known = BriefDocument.FIELDS.contains(column) || column.startsWith(PARAM);
      if (!known) {
        fields.put(column, value);
      } else if (!BriefText.isBlank(value)) {
        switch (column) {
          case "params" -> merge(params, BriefDocument.params("Column 'params'", value));
          case "references" -> fields.put(column, references(value));
          case "prompt" -> fields.put(column, value);
          default -> {
            if (column.startsWith(PARAM)) {
              String param = column.substring(PARAM.length());
              merge(params, Map.of(param, value));
              fields.untyped(param);
            } else {
              fields.put(column, BriefText.strip(value));
            }
          }
        }
      }
    }
    if (!params.isEmpty()) {
      fields.put("params", params);
    }
    return fields;
  }

  private static void merge(Map<String, Object> params, Map<String, Object> more)
      throws BriefRefused {
    for (Map.Entry<String, Object> param : more.entrySet()) {
      if (params.put(param.getKey(), param.getValue()) != null) {
        throw new BriefRefused(
            "The columns 'params' and "
                + BriefText.quote(PARAM + param.getKey())
                + " both set this parameter. Leave one of them empty.");
      }
    }
  }

  private static List<String> references(String cell) {
    return Arrays.stream(cell.split(";"))
        .map(BriefText::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
