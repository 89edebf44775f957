package dev.rivyaroutes.brief.mail.content.mime;

import java.util.Locale;
import java.util.Map;

/**
 * A structured header: a value and parameters, as in Content-Type.
 *
 * @param value the value in lower case, without parameters and comments; empty when there is none
 * @param plain parameters as they are written, by their names in lower case
 * @param extended the decoded parameters of RFC 2231
 */
public record ContentField(String value, Map<String, String> plain, Map<String, String> extended) {

  public ContentField {
    plain = Map.copyOf(plain);
    extended = Map.copyOf(extended);
  }

  public static ContentField parse(String raw) {
    return new ParseContentField(raw).field();
  }

  /** A value alone. */
  static ContentField of(String value) {
    return new ContentField(value.toLowerCase(Locale.ROOT), Map.of(), Map.of());
  }

  /** A parameter as it is written; empty when there is none. */
  public String parameter(String name) {
    return plain.getOrDefault(name, extended.getOrDefault(name, ""));
  }

  /** A parameter that people read; empty when there is none. */
  public String text(String name) {
    String decoded = extended.get(name);
    return decoded == null ? DecodeHeader.text(plain.getOrDefault(name, "")) : decoded;
  }
}
