package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefDocument;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.ChatTurn;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.JsonValues;
import dev.rivyaroutes.brief.form.ReadDocument;
import dev.rivyaroutes.brief.form.TableFields;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.ReturnAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Composes a job from a brief and the flow's variables. The flow's {@code prompt} and {@code
 * references} take precedence over the brief's; the brief may override single keys of its {@code
 * params}, and its model.
 */
@Component
public class ComposeJob {
  private final StageReferences references;

  /** Resolved once: the provider searches all beans at each call. */
  private final Supplier<CheckModel> checkModel;

  ComposeJob(StageReferences references, ObjectProvider<CheckModel> checkModel) {
    this.references = references;
    this.checkModel = SingletonSupplier.ofNullable(checkModel::getIfAvailable);
  }

  NewJob compose(BriefTarget target, IncomingBrief brief) throws BriefRefused, IOException {
    if (brief.refusal() != null) {
      throw new BriefRefused(brief.refusal());
    }
    BriefText.usable("The name of its source", brief.sourceName());
    Exchange exchange = target.exchange();
    String flowPrompt =
        exchange.getVariable(target.chat() ? Variables.MESSAGE : Variables.PROMPT, String.class);
    boolean template = !BriefText.isBlank(flowPrompt);
    Content content = content(target, brief, template);
    BriefDocument document = content.document(template);
    String model = document.model() == null ? target.flow().model() : document.model();
    Map<String, Object> params = params(target, brief, document, model);
    String prompt =
        template ? BriefText.usable("The flow's prompt", flowPrompt) : document.prompt();
    prompt = BriefText.isBlank(prompt) ? null : BriefText.strip(prompt);
    if (target.file() != null) {
      CheckFileBrief check = new CheckFileBrief(target, checkModel.get());
      if (content.body() instanceof BriefMedia) {
        check.requirePrompt(prompt, model);
      } else if (template && document.isEmpty()) {
        check.requireUse(flowPrompt);
      }
    }
    if (target.chat()) {
      ChatTurn.check(params);
      require(prompt != null, "message");
    }
    List<JobFile> files = files(exchange, content.body(), document);
    require(prompt != null || !params.isEmpty() || !files.isEmpty(), "prompt");
    IdentifyBrief identify = new IdentifyBrief(exchange);
    return checked(
        new NewJob(
            new JobTarget(
                target.flow().name(),
                target.flow().account(),
                model,
                target.flow().kind(),
                target.flow().version()),
            identify.id(brief, document.clientRequestId()),
            brief.sourceName(),
            new JobInput(
                prompt,
                ReadDocument.write(params),
                document.clientRequestId(),
                files,
                exchange.getVariable(Variables.OMITTED_TEXT, String.class),
                KeptBrief.of(target, brief, document, template)),
            null,
            content.conversation(),
            identify.fingerprint(),
            returnAddress(exchange)));
  }

  /** A step of the flow may have replaced what the source set. */
  private static Map<String, String> returnAddress(Exchange exchange) throws BriefRefused {
    try {
      return ReturnAddress.of(exchange.getVariable(Variables.RETURN_ADDRESS));
    } catch (IllegalArgumentException e) {
      throw new BriefRefused(
          "The variable %s cannot be used: %s. Remove the step of the flow that sets it."
              .formatted(Variables.RETURN_ADDRESS, e.getMessage()));
    }
  }

  /** A brief without what only chats have; the conversation is null for other briefs. */
  private record Content(Object body, ConversationName conversation) {
    BriefDocument document(boolean template) throws BriefRefused {
      if (body instanceof Map<?, ?> fields) {
        return BriefDocument.of(fields, template);
      }
      return body instanceof String text
          ? new BriefDocument(BriefText.usable("The text", text), Map.of(), List.of(), null, null)
          : BriefDocument.EMPTY;
    }
  }

  private static Content content(BriefTarget target, IncomingBrief brief, boolean template)
      throws BriefRefused {
    Object body = brief.body() instanceof Map<?, ?> f ? JsonValues.fields(f) : brief.body();
    if (!target.chat()) {
      return new Content(body, null);
    }
    Exchange exchange = target.exchange();
    ConversationName conversation =
        name(ChatTurn.conversation(exchange.getVariable(Variables.CONVERSATION)), true);
    if (body instanceof Map<?, ?> fields) {
      ChatTurn turn = ChatTurn.of(fields, brief.body() instanceof TableFields, template);
      body = turn.fields();
      conversation = conversation == null ? name(turn.conversation(), false) : conversation;
    }
    if (conversation == null && KeepEmptyConversation.isSet(exchange)) {
      throw new BriefRefused(
          "The flow sets the variable conversation, but it is empty for this message, which would be"
              + " paid for as a turn without a conversation. Give the message the value that the flow"
              + " reads the conversation from, or remove the step from the flow.");
    }
    return new Content(body, conversation);
  }

  private static ConversationName name(String text, boolean ofFlow) {
    return text == null ? null : new ConversationName(text, ofFlow);
  }

  private Map<String, Object> params(
      BriefTarget target, IncomingBrief brief, BriefDocument document, String model)
      throws BriefRefused {
    Map<String, Object> params = new TreeMap<>(target.flow().params());
    params.putAll(
        BriefDocument.params("The variable params", variable(target.exchange(), Variables.PARAMS)));
    params.putAll(
        brief.body() instanceof TableFields table
            ? table.typed(document.params(), target, model, checkModel.get())
            : document.params());
    return params;
  }

  private List<JobFile> files(Exchange exchange, Object body, BriefDocument document)
      throws BriefRefused, IOException {
    Object ofFlow = variable(exchange, Variables.REFERENCES);
    Siblings siblings = exchange.getVariable(Variables.SIBLINGS, Siblings.class);
    return references.stage(
        body instanceof BriefMedia media ? media : null,
        ofFlow == null
            ? document.references()
            : BriefDocument.references("The variable references", ofFlow),
        siblings == null ? Siblings.NONE : siblings);
  }

  private static Object variable(Exchange exchange, String name) throws BriefRefused {
    return JsonValues.of("The variable " + name, exchange.getVariable(name));
  }

  private static void require(boolean present, String field) throws BriefRefused {
    if (!present) {
      throw new BriefRefused(
          "The brief has no %1$s. Give it one, or set the variable %1$s in the flow."
              .formatted(field));
    }
  }

  private NewJob checked(NewJob job) throws BriefRefused {
    CheckLengths.check(job);
    CheckModel check = checkModel.get();
    return check == null ? job : job.withEstimate(check.check(job));
  }
}
