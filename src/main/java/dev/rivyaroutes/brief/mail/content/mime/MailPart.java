package dev.rivyaroutes.brief.mail.content.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A part of a mail, or a whole one.
 *
 * @param type the content type, or the default of its place
 * @param body the encoded body, without the headers
 * @param parts the parts of a multipart, or the one mail of a message/rfc822; empty when it has
 *     none or they could not be found
 */
public record MailPart(
    MailHeaders headers, ContentField type, FileRange body, List<MailPart> parts) {

  public MailPart {
    parts = List.copyOf(parts);
  }

  public boolean is(String mediaType) {
    return type.value().equals(mediaType);
  }

  public boolean isMultipart() {
    return type.value().startsWith("multipart/");
  }

  /** The Content-Disposition; its value is empty when there is none. */
  public ContentField disposition() {
    return ContentField.parse(headers.first("Content-Disposition").orElse(""));
  }

  /** The declared name, decoded but not made safe; empty when there is none. */
  public String name() {
    String name = disposition().text("filename");
    return name.isBlank() ? type.text("name") : name;
  }

  /** The Content-ID without brackets; empty when there is none. */
  public String contentId() {
    return headers.text("Content-ID").replaceAll("^<+|>+$", "");
  }

  /** The decoded body. */
  public InputStream open() throws IOException {
    return DecodeTransfer.open(body.open(), encoding());
  }

  /** Whether the decoded body differs from the raw one. */
  public boolean isEncoded() {
    return DecodeTransfer.isEncoded(encoding());
  }

  private String encoding() {
    return headers
        .first("Content-Transfer-Encoding")
        .map(ContentField::parse)
        .map(ContentField::value)
        .orElse("");
  }
}
