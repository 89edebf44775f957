package dev.rivyaroutes.brief.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.util.Map;

/** Reads the documents of briefs and writes their params, every number with all its digits. */
public final class ReadDocument {
  private ReadDocument() {}

  static Map<String, Object> json(String text) throws BriefRefused {
    try {
      return object(ReadJson.read(text));
    } catch (InvalidSyntax e) {
      throw refused("JSON", e);
    }
  }

  static Map<String, Object> yaml(String text) throws BriefRefused {
    try {
      return object(ReadYaml.read(text));
    } catch (InvalidSyntax e) {
      throw refused("YAML", e);
    }
  }

  /** Any JSON value, from the text of a flow's variable, a column or a form field. */
  static Object anyJson(String field, String text) throws BriefRefused {
    try {
      return ReadJson.read(text);
    } catch (InvalidSyntax e) {
      throw new BriefRefused(field + " is not valid JSON " + e.getMessage() + ".");
    }
  }

  /** JSON text with sorted keys, so that equal values have equal texts. */
  public static String write(Map<String, Object> object) {
    try {
      return Json.SORTED.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the params contain a value that JSON cannot express", e);
    }
  }

  private static BriefRefused refused(String language, InvalidSyntax e) {
    return new BriefRefused(
        "The document is not valid %s %s. Correct it and send it again; a plain text belongs in a .txt file."
            .formatted(language, e.getMessage()));
  }

  @SuppressWarnings("unchecked") // Only text is ever a key.
  private static Map<String, Object> object(Object value) throws BriefRefused {
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw new BriefRefused(
        "The document is not an object with fields such as prompt. For several briefs at once use"
            + " a JSONL or CSV manifest.");
  }
}
