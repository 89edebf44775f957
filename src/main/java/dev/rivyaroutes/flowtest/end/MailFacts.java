package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.mail.smtp.SendOutcome;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Takes the mails that flows send, as a mail server gets them. */
public final class MailFacts {
  private final Recorder recorder;
  private final ContentFacts facts;

  public MailFacts(Recorder recorder, ContentFacts facts) {
    this.recorder = recorder;
    this.facts = facts;
  }

  public SendOutcome send(MimeMessage message, String from, List<InternetAddress> recipients) {
    try {
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      message.writeTo(wire);
      recorder.add(
          item(new MimeMessage(null, new ByteArrayInputStream(wire.toByteArray())), recipients));
      return new SendOutcome(SendOutcome.Kind.ACCEPTED, "", Map.of());
    } catch (MessagingException | IOException e) {
      return new SendOutcome(SendOutcome.Kind.TRY_AGAIN, e.getMessage(), Map.of());
    }
  }

  private ObjectNode item(MimeMessage mail, List<InternetAddress> recipients)
      throws MessagingException, IOException {
    ObjectNode item = Json.PLAIN.createObjectNode();
    ArrayNode to = item.putArray("to");
    recipients.forEach(address -> to.add(address.getAddress()));
    addresses(item, "cc", mail.getRecipients(RecipientType.CC));
    addresses(item, "reply-to", mail.getHeader("Reply-To") == null ? null : mail.getReplyTo());
    item.put("subject", mail.getSubject());
    String answered = mail.getHeader("In-Reply-To", null);
    if (answered != null) {
      item.put("in-reply-to", answered);
    }
    ArrayNode files = Json.PLAIN.createArrayNode();
    part(item, files, mail);
    item.set("files", files);
    return item;
  }

  private static void addresses(ObjectNode item, String key, Address[] addresses) {
    if (addresses != null && addresses.length > 0) {
      ArrayNode all = item.putArray(key);
      for (Address address : addresses) {
        all.add(((InternetAddress) address).getAddress());
      }
    }
  }

  private void part(ObjectNode item, ArrayNode files, Part part)
      throws MessagingException, IOException {
    if (part.getContent() instanceof Multipart several) {
      for (int n = 0; n < several.getCount(); n++) {
        BodyPart one = several.getBodyPart(n);
        part(item, files, one);
      }
    } else if (part.getFileName() == null && part.isMimeType("text/plain")) {
      item.put("text", part.getContent().toString().replace("\r\n", "\n").strip());
    } else if (part.getFileName() != null || !part.isMimeType("text/*")) {
      ObjectNode file = files.addObject();
      if (part.getFileName() != null) {
        file.put("name", MimeUtility.decodeText(part.getFileName()));
      }
      file.put("type", part.getContentType().replaceFirst(";(?s).*", "").strip());
      facts.add(file, part.getInputStream().readAllBytes());
    }
  }
}
