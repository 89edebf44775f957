package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Results whose brief came by mail, and mails read as a mail program reads them. */
final class MailResults {

  static final ResultLinks LINKS =
      ResultLinks.of(new PublicUrlProperties("https://routes.example.com/"));

  static final Map<String, String> RETURN_ADDRESS =
      Map.of(
          "mail.to", "anna@example.com",
          "mail.message-id", "<q1@example.com>",
          "mail.references", "<q0@example.com>",
          "mail.subject", "A cat for the shop",
          "mail.mailbox", "default");

  private MailResults() {}

  static Result asked(Result result, Map<String, String> returnAddress) {
    return copy(result, result.sourceName(), result.answer(), result.cause(), returnAddress);
  }

  static Result asked(Result result) {
    return asked(result, RETURN_ADDRESS);
  }

  static Result answered(Result result, String answer) {
    return copy(result, result.sourceName(), answer, result.cause(), RETURN_ADDRESS);
  }

  static Result failed(Result result, Trouble trouble, String code, String text) {
    Cause cause = new Cause(trouble, code, text, "req_7");
    return copy(result, result.sourceName(), null, cause, RETURN_ADDRESS);
  }

  private static Result copy(
      Result result,
      String sourceName,
      String answer,
      Cause cause,
      Map<String, String> returnAddress) {
    return new Result(
        result.deliveryId(),
        result.jobId(),
        result.flow(),
        result.sink(),
        new Result.Brief(
            result.sourceId(),
            sourceName,
            result.clientRequestId(),
            result.prompt(),
            returnAddress),
        new Result.Generation(
            result.account(),
            result.model(),
            result.taskId(),
            answer,
            result.reservedCredits(),
            result.finalCredits()),
        new Result.Outcome(
            cause == null ? "succeeded" : "failed",
            cause,
            result.acceptedAt(),
            result.finishedAt()),
        cause == null ? result.files() : List.of());
  }

  static byte[] bytes(MimeMessage mail) throws IOException, MessagingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** The mail as its receiver reads it. */
  static MimeMessage read(byte[] bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  /** All parts that are not multiparts, in their order. */
  static List<Part> leaves(Part part) throws IOException, MessagingException {
    List<Part> leaves = new ArrayList<>();
    if (part.getContent() instanceof MimeMultipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart one = parts.getBodyPart(i);
        leaves.addAll(leaves(one));
      }
    } else {
      leaves.add(part);
    }
    return leaves;
  }

  static String plain(MimeMessage mail) throws IOException, MessagingException {
    return text(leaves(mail).get(0), "text/plain");
  }

  static String html(MimeMessage mail) throws IOException, MessagingException {
    return text(leaves(mail).get(1), "text/html");
  }

  static List<Part> attachments(MimeMessage mail) throws IOException, MessagingException {
    List<Part> leaves = leaves(mail);
    return leaves.subList(2, leaves.size());
  }

  static byte[] content(Part part) throws IOException, MessagingException {
    DataSource source = part.getDataHandler().getDataSource();
    return source.getInputStream().readAllBytes();
  }

  private static String text(Part part, String type) throws IOException, MessagingException {
    if (!part.isMimeType(type)) {
      throw new AssertionError(part.getContentType() + " is not " + type);
    }
    return ((String) part.getContent()).replace("\r\n", "\n");
  }
}
