package dev.rivyaroutes.brief;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads JSON and YAML documents strictly: one object, no key twice, nothing behind it, and in YAML
 * no aliases. Numbers keep their digits.
 */
final class ReadDocument {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().loaderOptions(limits()).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ReadDocument() {}

  static Map<String, Object> json(String text) throws BriefRefused {
    return read("JSON", JSON, text);
  }

  static Map<String, Object> yaml(String text) throws BriefRefused {
    refuseAliases(text);
    return read("YAML", YAML, text);
  }

  /** Any JSON value, for what a flow's variable holds as text. */
  static Object anyJson(String field, String text) throws BriefRefused {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new BriefRefused(field + " is not valid JSON" + where(e) + ".");
    }
  }

  /** JSON text whose keys stand in the order of the alphabet, so that equal values read equal. */
  static String write(Map<String, Object> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the params hold something that JSON has no form for", e);
    }
  }

  private static Map<String, Object> read(String language, ObjectMapper mapper, String text)
      throws BriefRefused {
    Object value;
    try {
      value = mapper.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new BriefRefused(
          "The document is not valid "
              + language
              + where(e)
              + ". Mend it and send it again; a plain text belongs in a .txt file.");
    }
    if (!(value instanceof Map)) {
      throw new BriefRefused(
          "The document is not an object with fields such as prompt. For several briefs at once use"
              + " a JSONL or CSV manifest.");
    }
    return mapper.convertValue(value, OBJECT);
  }

  private static void refuseAliases(String text) throws BriefRefused {
    try (YAMLParser parser = YAML.getFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new BriefRefused(
              "The document uses a YAML alias ("
                  + Words.quote("*" + parser.getText())
                  + "), which briefs may not. Write the value out.");
        }
      }
    } catch (JsonProcessingException e) {
      throw new BriefRefused(
          "The document is not valid YAML"
              + where(e)
              + ". Mend it and send it again; a plain text belongs in a .txt file.");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** Where and what, without quoting the document, which may be long or confidential. */
  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String reason = e.getOriginalMessage();
    boolean ofLimits = e instanceof StreamConstraintsException;
    if (reason != null && (ofLimits || reason.startsWith("Duplicate field"))) {
      reason = reason.replaceFirst("(?s)(\\n| \\(from `).*", "");
    } else {
      reason = null;
    }
    return (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
        + (reason == null ? "" : ": " + reason);
  }

  private static LoaderOptions limits() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(50);
    options.setCodePointLimit(Integer.MAX_VALUE);
    return options;
  }
}
