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
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Lengths;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes a job out of a brief and the flow's variables. The flow's {@code prompt} and {@code
 * references} go before the brief's; of its {@code params} the brief may override single keys; the
 * brief's {@code model} goes before the flow's.
 */
@Component
public class ComposeJob {
  private final StageReferences references;
  private final ObjectProvider<CheckModel> checkModel;

  ComposeJob(StageReferences references, ObjectProvider<CheckModel> checkModel) {
    this.references = references;
    this.checkModel = checkModel;
  }

  NewJob compose(BriefTarget target, IncomingBrief brief) throws BriefRefused, IOException {
    if (brief.refusal() != null) {
      throw new BriefRefused(brief.refusal());
    }
    Exchange exchange = target.exchange();
    String flowPrompt =
        exchange.getVariable(target.chat() ? Variables.MESSAGE : Variables.PROMPT, String.class);
    boolean template = !BriefText.isBlank(flowPrompt);
    BriefText.usable("The name of its source", brief.sourceName());
    Object body = brief.body();
    ConversationName conversation = null;
    if (body instanceof Map<?, ?> fields) {
      body = JsonValues.fields(fields);
    }
    if (target.chat()) {
      conversation =
          name(ChatTurn.conversation(exchange.getVariable(Variables.CONVERSATION)), true);
      if (body instanceof Map<?, ?> fields) {
        ChatTurn turn = ChatTurn.of(fields, brief.body() instanceof TableFields, template);
        body = turn.fields();
        conversation = conversation == null ? name(turn.conversation(), false) : conversation;
      }
      if (conversation == null && KeepEmptyConversation.isSet(exchange)) {
        throw new BriefRefused(
            "The flow sets the variable conversation, and it is empty for this message, which would"
                + " be paid for as a turn that stands alone. Give the message what the conversation"
                + " is taken from, or remove the step from the flow.");
      }
    }
    BriefDocument document = document(body, template);
    String model = document.model() == null ? target.flow().model() : document.model();
    Map<String, Object> params = new TreeMap<>(target.flow().params());
    params.putAll(
        BriefDocument.params(
            "The variable params", plain("The variable params", exchange, Variables.PARAMS)));
    params.putAll(
        brief.body() instanceof TableFields table
            ? table.typed(document.params(), target, model, checkModel.getIfAvailable())
            : document.params());
    String prompt =
        template ? BriefText.usable("The flow's prompt", flowPrompt) : document.prompt();
    prompt = BriefText.isBlank(prompt) ? null : BriefText.strip(prompt);
    if (target.file() != null) {
      CheckFileBrief check = new CheckFileBrief(target, checkModel.getIfAvailable());
      if (body instanceof BriefMedia) {
        check.requirePrompt(prompt, model);
      } else if (template && document.isEmpty()) {
        check.requireUse(flowPrompt);
      }
    }
    if (target.chat()) {
      ChatTurn.check(params);
      requireMessage(prompt);
    }
    Object flowReferences = plain("The variable references", exchange, Variables.REFERENCES);
    List<JobFile> files =
        references.stage(
            body instanceof BriefMedia media ? media : null,
            flowReferences == null
                ? document.references()
                : BriefDocument.references("The variable references", flowReferences),
            siblings(exchange));
    if (prompt == null && params.isEmpty() && files.isEmpty()) {
      throw new BriefRefused(
          "The brief has no prompt. Give it one, or set the variable prompt in the flow.");
    }
    IdentifyBrief identify = new IdentifyBrief(exchange);
    return checked(
        new NewJob(
            target.flow().name(),
            identify.id(brief, document.clientRequestId()),
            brief.sourceName(),
            target.flow().account(),
            model,
            prompt,
            ReadDocument.write(params),
            document.clientRequestId(),
            files,
            null,
            target.flow().kind(),
            conversation,
            identify.fingerprint()));
  }

  private static ConversationName name(String text, boolean ofFlow) {
    return text == null ? null : new ConversationName(text, ofFlow);
  }

  private static Object plain(String place, Exchange exchange, String variable)
      throws BriefRefused {
    return JsonValues.of(place, exchange.getVariable(variable));
  }

  private static void requireMessage(String message) throws BriefRefused {
    if (message == null) {
      throw new BriefRefused(
          "The brief has no message. Give it one, or set the variable message in the flow.");
    }
  }

  /** What the ledger is to know of a brief that is refused. */
  NewJob refused(BriefTarget target, IncomingBrief brief) {
    String requestId =
        brief.body() instanceof Map<?, ?> map
                && map.get("client_request_id") instanceof String id
                && !id.isBlank()
            ? BriefText.clean(id)
            : null;
    IdentifyBrief identify = new IdentifyBrief(target.exchange());
    return new NewJob(
        target.flow().name(),
        identify.id(brief, requestId),
        Lengths.truncateStart(BriefText.clean(brief.sourceName()), Lengths.SOURCE_NAME),
        target.flow().account(),
        Lengths.truncate(target.flow().model(), Lengths.MODEL),
        null,
        "{}",
        null,
        List.of(),
        null,
        target.flow().kind(),
        null,
        identify.fingerprint());
  }

  /**
   * The refused job under the variable {@code refusalId}, where the source sets it. It does not
   * take the key of its request, under which a mended brief may come.
   *
   * @param byFlow whether the flow cannot process it: the same brief may come again once the flow
   *     is mended
   */
  NewJob refusedUnderOtherId(BriefTarget target, IncomingBrief brief, NewJob job, boolean byFlow) {
    BriefId id = new IdentifyBrief(target.exchange()).refusalId(brief);
    if (id != null) {
      return job.withBrief(id);
    }
    return byFlow ? job.withBrief(job.brief().refused()) : job;
  }

  private static BriefDocument document(Object body, boolean template) throws BriefRefused {
    if (body instanceof Map<?, ?> fields) {
      return BriefDocument.of(fields, template);
    }
    if (body instanceof String text) {
      return new BriefDocument(BriefText.usable("The text", text), Map.of(), List.of(), null, null);
    }
    return BriefDocument.EMPTY;
  }

  private static Siblings siblings(Exchange exchange) {
    Siblings siblings = exchange.getVariable(Variables.SIBLINGS, Siblings.class);
    return siblings == null ? Siblings.NONE : siblings;
  }

  private NewJob checked(NewJob job) throws BriefRefused {
    CheckLengths.check(job);
    CheckModel check = checkModel.getIfAvailable();
    if (check == null) {
      return job;
    }
    return job.withEstimate(check.check(job));
  }
}
