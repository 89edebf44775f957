package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.status.StatusLinks;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.springframework.util.unit.DataSize;

/**
 * The bean of the mail-result-sink Kamelet: mails the result, or the file that the route delivers.
 * Each attempt sends the same mail under the same Message-ID, and a repeated one first looks
 * whether it was sent. Created by Camel, once for each use.
 */
public class MailResultSink {

  private static final String ASKER = "asker";

  private final MailConnections connections;
  private final PublicUrlProperties publicUrl;
  private final StatusLinks status;
  private final MediaStore media;

  private String connectionName = "default";
  private String to = ASKER;
  private String cc = "";
  private String replyTo = "";
  private String subject = "";
  private String attachLimit = "10MB";
  private String copy = "none";
  private boolean details;

  private MailParameters parameters;
  private ComposeMail compose;
  private SendOnce send;

  MailResultSink(
      MailConnections connections,
      PublicUrlProperties publicUrl,
      StatusLinks status,
      MediaStore media) {
    this.status = status;
    this.connections = connections;
    this.publicUrl = publicUrl;
    this.media = media;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setTo(String to) {
    this.to = to;
  }

  public void setCc(String cc) {
    this.cc = cc;
  }

  public void setReplyTo(String replyTo) {
    this.replyTo = replyTo;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public void setAttachLimit(String attachLimit) {
    this.attachLimit = attachLimit;
  }

  public void setCopy(String copy) {
    this.copy = copy;
  }

  public void setDetails(boolean details) {
    this.details = details;
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() {
    if (!copy.equals("none") && !copy.equals("self")) {
      throw new IllegalArgumentException(
          "mail-result-sink has copy: %s; it must be none or self.".formatted(copy));
    }
    parameters =
        new MailParameters(
            to().anyMatch(ASKER::equals),
            MailAddresses.list("to", fixed()),
            MailAddresses.list("cc", cc),
            MailAddresses.list("reply-to", replyTo),
            SubjectTemplate.of(subject),
            limit(),
            details);
    if (!parameters.toAsker() && parameters.to().isEmpty()) {
      throw new IllegalArgumentException(
          "mail-result-sink has no receiver; set its parameter `to` to asker, or to addresses such as team@example.com.");
    }
    MailConnection connection = connections.get(connectionName);
    connection.requireSmtp();
    InternetAddress from = from(connection);
    compose = new ComposeMail(parameters, from, ResultLinks.of(publicUrl), status, media);
    send = new SendOnce(connection, from, copy.equals("self"));
  }

  /** Mails the exchange's result, and sets the variable for where it is. */
  public void deliver(Exchange exchange) throws DeliveryFailed, MessagingException {
    Result result = ResultVariables.result(exchange);
    ResultFile one = exchange.getVariable(Variables.FILE, ResultFile.class);
    ResultMessage mail = compose.compose(result, one);
    String more = send.send(mail, ResultVariables.repeated(exchange));
    exchange.setVariable(Variables.DELIVERED_TO, receivers() + " as " + mail.getMessageID() + more);
  }

  private Stream<String> to() {
    return Arrays.stream(to.split(",")).map(String::strip);
  }

  private String fixed() {
    return to().filter(one -> !one.equals(ASKER)).collect(Collectors.joining(","));
  }

  private String receivers() {
    List<String> fixed = parameters.to().stream().map(InternetAddress::getAddress).toList();
    String all = String.join(", ", fixed);
    if (!parameters.toAsker()) {
      return all;
    }
    return all.isEmpty() ? "the asker" : "the asker, " + all;
  }

  private long limit() {
    try {
      DataSize size = DataSize.parse(attachLimit.strip());
      if (!size.isNegative()) {
        return size.toBytes();
      }
    } catch (IllegalArgumentException e) {
      // Explained below, with the parameter.
    }
    throw new IllegalArgumentException(
        "mail-result-sink has attach-limit: %s; it must be a size such as 10MB, or 0MB for links only."
            .formatted(attachLimit));
  }

  private static InternetAddress from(MailConnection connection) {
    InternetAddress configured = connection.from();
    try {
      InternetAddress from = MailAddresses.parse(configured.getAddress());
      String name = MailText.line(configured.getPersonal(), 100);
      from.setPersonal(name.isEmpty() ? null : name, StandardCharsets.UTF_8.name());
      return from;
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new IllegalArgumentException(
          "%s.from is \"%s\", to which no mail can be sent: %s."
              .formatted(connection.key(), configured.getAddress(), e.getMessage()),
          e);
    }
  }
}
