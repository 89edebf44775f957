package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.mail.content.AttachmentUse;
import dev.rivyaroutes.brief.mail.content.MailAttachment;
import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.mail.content.MailFacts;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.message.HandIn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The briefs of a mail: each attached document or table, else the mail itself, with its pictures,
 * videos and audio files as references.
 */
final class HandInMail {
  private final MailContent mail;
  private final MailFacts facts;
  private final Origin origin;
  private final MailPrompt prompt;
  private final String conversation;
  private final Map<String, String> returnAddress;

  /**
   * @param conversation the name of the conversation that it belongs to; null for none
   * @param mailbox the name of the connection
   */
  HandInMail(
      MailContent mail, Origin origin, MailPrompt prompt, String conversation, String mailbox) {
    this.mail = mail;
    this.facts = mail.facts();
    this.origin = origin;
    this.prompt = prompt;
    this.conversation = conversation;
    this.returnAddress = MailReturnAddress.of(facts, mailbox);
  }

  List<HandIn> briefs() {
    if (facts.refusal() != null) {
      // The sender is proven, so a failed job answers in words.
      return List.of(
          exchange ->
              mail(exchange, new MailRefused(facts.refusal().code(), facts.refusal().reason())));
    }
    List<HandIn> documents =
        facts.attachments().stream()
            .filter(file -> file.use() == AttachmentUse.BRIEF)
            .<HandIn>map(file -> exchange -> document(exchange, file))
            .toList();
    return documents.isEmpty() ? List.of(exchange -> mail(exchange, fields())) : documents;
  }

  private void document(Exchange exchange, MailAttachment file) throws IOException {
    new Arrival(origin, facts.id() + "/" + file.number(), file.name(), file.contentType(), null)
        .handIn(exchange, new Attachments(mail), false);
    variables(exchange);
    exchange.getMessage().setBody(mail.open(file));
  }

  /**
   * @param body the fields of a brief document, or the refusal
   */
  private void mail(Exchange exchange, Object body) {
    new Arrival(origin, facts.id(), ReadNewMail.name(facts.subject())).handIn(exchange);
    exchange.setVariable(Variables.SIBLINGS, new Attachments(mail));
    variables(exchange);
    exchange.getMessage().setBody(body);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    String text = prompt.of(facts);
    if (!text.isEmpty()) {
      fields.put("prompt", text);
    }
    List<String> media =
        facts.attachments().stream()
            .filter(file -> file.use() == AttachmentUse.MEDIA)
            .map(MailAttachment::name)
            .toList();
    if (!media.isEmpty()) {
      fields.put("references", media);
    }
    return fields;
  }

  private void variables(Exchange exchange) {
    exchange.setVariable(Variables.MAIL_SUBJECT, facts.subject());
    exchange.setVariable(Variables.MAIL_TEXT, facts.text().text());
    exchange.setVariable(Variables.OMITTED_TEXT, facts.text().omitted());
    exchange.setVariable(
        Variables.MAIL_SENDER, facts.asker() == null ? "" : facts.asker().toString());
    exchange.setVariable(Variables.RETURN_ADDRESS, returnAddress);
    if (conversation != null) {
      exchange.setVariable(Variables.CONVERSATION, conversation);
    }
  }
}
