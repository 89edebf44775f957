package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.FileContent;
import dev.rivyaroutes.media.DetectMediaType;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Writes the mail of a case as the own mail server has it. */
public final class WriteMail {
  /** What the own server of the tests calls itself in Authentication-Results. */
  public static final String AUTHSERV_ID = "mx.test";

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final FileContent content;

  WriteMail(FileContent content) {
    this.content = content;
  }

  /**
   * @param id makes the Message-ID
   */
  byte[] write(Node mail, String mailbox, String id) throws IOException {
    Optional<Node> raw = YamlTree.value(mail, "raw");
    if (raw.isPresent()) {
      return content.read(raw.get());
    }
    try {
      return message(mail, mailbox, id);
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  /** The header by which the own server proves senders of a domain. */
  public static byte[] proof(String domain) {
    return "Authentication-Results: %1$s; dmarc=pass header.from=%2$s; dkim=pass header.d=%2$s\r\n"
        .formatted(AUTHSERV_ID, domain)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] message(Node mail, String mailbox, String id)
      throws MessagingException, IOException {
    MimeMessage message =
        new MimeMessage((jakarta.mail.Session) null) {
          @Override
          protected void updateMessageID() throws MessagingException {
            if (getMessageID() == null) {
              setHeader("Message-ID", "<" + id + "@example.com>");
            }
          }
        };
    String from = YamlTree.textOf(mail, "from").orElse("ana@example.com");
    message.setFrom(new InternetAddress(from));
    message.setRecipients(RecipientType.TO, YamlTree.textOf(mail, "to").orElse(mailbox));
    message.setSubject(YamlTree.textOf(mail, "subject").orElse(""), UTF_8);
    message.setSentDate(new Date());
    body(message, mail);
    for (NodeTuple header : YamlTree.entries(mail, "headers")) {
      message.setHeader(YamlTree.text(header.getKeyNode()), YamlTree.text(header.getValueNode()));
    }
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (YamlTree.textOf(mail, "proven").filter("false"::equals).isEmpty()) {
      bytes.write(proof(from.replaceFirst("(?s).*@", "").replace(">", "").strip()));
    }
    message.writeTo(bytes);
    return bytes.toByteArray();
  }

  private void body(MimeMessage message, Node mail) throws MessagingException, IOException {
    MimeMultipart parts = new MimeMultipart();
    Optional<String> html = YamlTree.textOf(mail, "html");
    if (YamlTree.value(mail, "text").isPresent() || html.isEmpty()) {
      MimeBodyPart text = new MimeBodyPart();
      text.setText(YamlTree.textOf(mail, "text").orElse(""), UTF_8);
      parts.addBodyPart(text);
    }
    if (html.isPresent()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(html.get(), UTF_8, "html");
      parts.addBodyPart(part);
      if (parts.getCount() > 1) {
        parts.setSubType("alternative");
      }
    }
    List<Node> files = YamlTree.items(mail, "files");
    if (files.isEmpty()) {
      message.setContent(parts);
      return;
    }
    MimeMultipart mixed = new MimeMultipart();
    MimeBodyPart texts = new MimeBodyPart();
    texts.setContent(parts);
    mixed.addBodyPart(texts);
    for (Node file : files) {
      String name = YamlTree.textOf(file, "file").orElse("file");
      byte[] bytes = content.of(file, name);
      String type =
          YamlTree.textOf(file, "type").orElseGet(() -> DetectMediaType.of(bytes).contentType());
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
      part.setFileName(name);
      mixed.addBodyPart(part);
    }
    message.setContent(mixed);
  }
}
