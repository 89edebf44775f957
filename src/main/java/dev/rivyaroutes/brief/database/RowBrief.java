package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/** The brief of a row: its columns are the fields, and its bytes are files beside it. */
final class RowBrief implements HandIn, Siblings {
  private static final String PARAMS = "params.";
  private static final String REFERENCES = "references";

  /** Fields that are texts, whatever the type of the column is. */
  private static final Set<String> TEXTS =
      Set.of("prompt", "message", "conversation", "model", "client_request_id");

  private final ReceivedMessage message;
  private final Row row;
  private final List<RowField> fields;

  RowBrief(ReceivedMessage message, Row row, List<RowField> fields) {
    this.message = message;
    this.row = row;
    this.fields = fields;
  }

  @Override
  public void handIn(Exchange exchange) throws MessageRefused {
    if (row.id() == null) {
      throw new MessageRefused(
          "no-id", "The row has no value in its id column, so it could not be recognized again.");
    }
    new Arrival(message.origin(), message.id(), message.name()).handIn(exchange);
    exchange.setVariable(Variables.SIBLINGS, this);
    exchange.getMessage().setBody(document());
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> params = new LinkedHashMap<>();
    List<Object> references = new ArrayList<>();
    for (RowField field : fields) {
      String column = field.column().name();
      String name = field.name();
      Object value = row.media().containsKey(column) ? column : row.values().get(column);
      if (name.startsWith(PARAMS)) {
        if (value != null) {
          params.put(name.substring(PARAMS.length()), value);
        }
      } else if (name.equals(REFERENCES)) {
        add(references, value);
      } else {
        document.put(name, TEXTS.contains(name) && value != null ? value.toString() : value);
      }
    }
    if (!references.isEmpty()) {
      boolean text = references.size() == 1 && references.get(0) instanceof String;
      // A single text may be the JSON of a list.
      document.put(REFERENCES, text ? references.get(0) : references);
    }
    if (!params.isEmpty()) {
      if (document.get("params") instanceof Map<?, ?> whole) {
        whole.forEach((name, value) -> params.putIfAbsent(String.valueOf(name), value));
      }
      document.put("params", params);
    }
    return document;
  }

  private static void add(List<Object> references, Object value) {
    if (value instanceof List<?> several) {
      references.addAll(several);
    } else if (value != null) {
      references.add(value);
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    return Optional.ofNullable(row.media().get(name)).map(ByteArrayInputStream::new);
  }

  @Override
  public List<String> namesNear(String missing) {
    return List.copyOf(row.media().keySet());
  }
}
