package dev.rivyaroutes.brief;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefDocument;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.TableFields;
import dev.rivyaroutes.ledger.job.Lengths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What a source handed in, before the steps of the flow, as the ledger keeps it where the job does
 * not show it: where the flow has set the prompt, params or references, or the brief a model. It is
 * a JSON object with the {@code body}, a text or a document without its references, the {@code
 * variables} of the source, and marks: {@code references: flow} if these are the flow's own, {@code
 * table: true} for the row of a table, whose params are texts, and {@code media: true} if the first
 * reference of the job is the brief itself.
 */
final class KeptBrief {

  /** The variables that sources set for the steps of flows. */
  private static final List<String> OF_SOURCE =
      List.of(
          Variables.MAIL_SUBJECT,
          Variables.MAIL_TEXT,
          Variables.MAIL_SENDER,
          Variables.SCHEDULED_AT,
          Variables.MESSAGE_ATTRIBUTES,
          Variables.MESSAGE_PROPERTIES,
          Variables.RECORD_KEY,
          Variables.RECORD_HEADERS);

  private static final String REFERENCES = "references";

  private KeptBrief() {}

  /**
   * @param template whether the flow sets the prompt
   * @return null if the job shows all of it
   */
  static String of(
      BriefTarget target, IncomingBrief brief, BriefDocument document, boolean template) {
    Exchange exchange = target.exchange();
    boolean ofFlow = exchange.getVariable(Variables.REFERENCES) != null;
    boolean shown =
        !template
            && !ofFlow
            && document.model() == null
            && target.flow().params().isEmpty()
            && exchange.getVariable(Variables.CONVERSATION) == null
            && exchange.getVariable(Variables.PARAMS) == null;
    if (shown) {
      return null;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    Object body = body(exchange, brief);
    kept.put("body", plain(body));
    if (body instanceof TableFields) {
      kept.put("table", true);
    }
    if (body instanceof BriefMedia) {
      kept.put("media", true);
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String name : OF_SOURCE) {
      Object value = exchange.getVariable(name);
      if (value != null) {
        variables.put(name, value instanceof Map ? value : value.toString());
      }
    }
    if (!variables.isEmpty()) {
      kept.put("variables", variables);
    }
    if (ofFlow) {
      kept.put(REFERENCES, "flow");
    }
    return write(kept);
  }

  private static Object body(Exchange exchange, IncomingBrief brief) {
    IncomingBrief presented = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
    return presented == null ? brief.body() : presented.body();
  }

  /** A media file is the first reference of its job. */
  private static Object plain(Object body) {
    if (body instanceof Map<?, ?> fields) {
      Map<String, Object> document = ReadBriefs.document(fields);
      document.remove(REFERENCES);
      return document;
    }
    return body instanceof String ? body : Map.of();
  }

  private static String write(Map<String, Object> kept) {
    try {
      String text = Json.SORTED.writeValueAsString(kept);
      return text.length() <= Lengths.TEXT ? text : "{\"too_long\":true}";
    } catch (JsonProcessingException e) {
      return "{\"unreadable\":true}";
    }
  }
}
