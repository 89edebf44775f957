package dev.rivyaroutes.brief.mail.content.mime;

import java.util.List;
import java.util.Optional;

/**
 * The header fields of a mail or of a part, topmost first. Values are unfolded; each character is
 * one byte of the mail.
 */
public record MailHeaders(List<Field> fields) {

  /** One header field. */
  public record Field(String name, String value) {}

  public MailHeaders {
    fields = List.copyOf(fields);
  }

  /** The topmost value of a header. */
  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst()
        .map(Field::value);
  }

  /** All values of a header, topmost first. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The topmost value as people read it: decoded, on one line; empty when there is none. */
  public String text(String name) {
    return first(name).map(DecodeHeader::text).orElse("");
  }
}
