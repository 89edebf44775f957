package dev.rivyaroutes.brief.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** Reads JSON strictly: one value, no duplicate keys, nothing after it, and exact numbers. */
final class ReadJson {

  /** The limits of {@link BuildTree} and {@link JsonNumbers} apply instead, with their messages. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private ReadJson() {}

  /** Any value; null for an empty text or the value null. */
  static Object read(String text) throws InvalidSyntax {
    BuildTree tree = new BuildTree();
    try (JsonParser parser = FACTORY.createParser(text)) {
      try {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (tree.isDone()) {
            throw new BriefRefused("there is content after its end");
          }
          take(tree, token, parser);
        }
      } catch (BriefRefused e) {
        throw at(parser.currentTokenLocation(), e.getMessage(), false);
      } catch (JsonProcessingException e) {
        throw at(e.getLocation(), cause(text, e), endsEarly(e));
      } catch (RuntimeException e) {
        throw at(parser.currentLocation(), null, false);
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return tree.root();
  }

  private static void take(BuildTree tree, JsonToken token, JsonParser parser)
      throws IOException, BriefRefused {
    switch (token) {
      case START_OBJECT -> tree.beginObject();
      case START_ARRAY -> tree.beginList();
      case END_OBJECT, END_ARRAY -> tree.end();
      case FIELD_NAME -> tree.key(parser.currentName());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tree.value(JsonNumbers.read(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> tree.value(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> tree.value(null);
      default -> tree.value(parser.getText());
    }
  }

  private static boolean endsEarly(JsonProcessingException e) {
    return e instanceof JsonEOFException
        || e.getOriginalMessage().startsWith("Unexpected end-of-input");
  }

  private static InvalidSyntax at(JsonLocation place, String cause, boolean endsEarly) {
    return new InvalidSyntax(place.getLineNr(), place.getColumnNr(), cause, endsEarly);
  }

  /** The cause of common mistakes in JSON, else null. */
  private static String cause(String text, JsonProcessingException e) {
    if (endsEarly(e)) {
      return "it ends before it is complete";
    }
    int at = (int) Math.min(e.getLocation().getCharOffset(), text.length() - 1);
    char found = text.charAt(at);
    if ("\u201C\u201D\u201E\u201F\u2018\u2019\u201A\u00AB\u00BB".indexOf(found) >= 0) {
      return "it has the typographic quote " + found + "; JSON allows only the straight quote \"";
    }
    if ((found == '}' || found == ']') && text.substring(0, at).stripTrailing().endsWith(",")) {
      return "there is a comma before " + found + " with nothing after it";
    }
    if (found == '\'') {
      return "it has a single quote; JSON allows only the double quote \"";
    }
    if (found < ' ') {
      return "a text has a line break or a control character; write it as an escape such as \\n";
    }
    if (text.regionMatches(Math.max(0, at - 3), "NaN", 0, 3)) {
      return "NaN is not a number in JSON";
    }
    return text.substring(Math.max(0, at - 9), at).contains("Infinity")
        ? "Infinity is not a number in JSON"
        : null;
  }
}
