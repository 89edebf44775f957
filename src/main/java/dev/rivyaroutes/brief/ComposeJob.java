package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.ledger.JobFile;
import dev.rivyaroutes.ledger.JobKind;
import dev.rivyaroutes.ledger.Lengths;
import dev.rivyaroutes.ledger.NewJob;
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
class ComposeJob {
  private final StageReferences references;
  private final ObjectProvider<CheckModel> checkModel;

  ComposeJob(StageReferences references, ObjectProvider<CheckModel> checkModel) {
    this.references = references;
    this.checkModel = checkModel;
  }

  /** The flow's own words and defaults, and where its briefs go. */
  record Target(FlowTarget flow, Exchange exchange) {
    boolean chat() {
      return flow.kind() == JobKind.CHAT;
    }
  }

  NewJob compose(Target target, IncomingBrief brief) throws BriefRefused, IOException {
    if (brief.refusal() != null) {
      throw new BriefRefused(brief.refusal());
    }
    Exchange exchange = target.exchange();
    String flowPrompt =
        exchange.getVariable(target.chat() ? Variables.MESSAGE : Variables.PROMPT, String.class);
    boolean template = !Words.isBlank(flowPrompt);
    Words.usable("The name of its source", brief.sourceName());
    Object body = brief.body();
    String conversation = null;
    if (body instanceof Map<?, ?> fields) {
      body = PlainValues.fields(fields);
    }
    if (target.chat()) {
      conversation = TurnDocument.conversation(exchange.getVariable(Variables.CONVERSATION));
      if (body instanceof Map<?, ?> fields) {
        TurnDocument turn = TurnDocument.of(fields, brief.body() instanceof TableFields, template);
        body = turn.fields();
        conversation = conversation == null ? turn.conversation() : conversation;
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
    String prompt = template ? Words.usable("The flow's prompt", flowPrompt) : document.prompt();
    prompt = Words.isBlank(prompt) ? null : Words.strip(prompt);
    if (target.chat()) {
      TurnDocument.check(params);
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
    return checked(
        new NewJob(
            target.flow().name(),
            sourceId(brief, document.clientRequestId()),
            brief.sourceName(),
            target.flow().account(),
            model,
            prompt,
            ReadDocument.write(params),
            document.clientRequestId(),
            files,
            null,
            target.flow().kind(),
            conversation));
  }

  private static Object plain(String place, Exchange exchange, String variable)
      throws BriefRefused {
    return PlainValues.of(place, exchange.getVariable(variable));
  }

  private static void requireMessage(String message) throws BriefRefused {
    if (message == null) {
      throw new BriefRefused(
          "The brief has no message. Give it one, or set the variable message in the flow.");
    }
  }

  /** What the ledger is to know of a brief that is refused. */
  NewJob refused(Target target, IncomingBrief brief) {
    String requestId =
        brief.body() instanceof Map<?, ?> map
                && map.get("client_request_id") instanceof String id
                && !id.isBlank()
            ? Words.clean(id)
            : null;
    return new NewJob(
        target.flow().name(),
        sourceId(brief, requestId),
        Lengths.end(Words.clean(brief.sourceName()), Lengths.SOURCE_NAME),
        target.flow().account(),
        Lengths.begin(target.flow().model(), Lengths.MODEL),
        null,
        "{}",
        null,
        List.of(),
        null,
        target.flow().kind(),
        null);
  }

  /** The refused job under the variable {@code refusalId}, where the source sets it. */
  NewJob refusedUnderOtherId(Target target, IncomingBrief brief, NewJob job) {
    String id = target.exchange().getVariable(Variables.REFUSAL_ID, String.class);
    if (id == null) {
      return job;
    }
    return new NewJob(
        job.flow(),
        brief.row() == 0 ? id : id + "#" + brief.row(),
        job.sourceName(),
        job.account(),
        job.model(),
        job.prompt(),
        job.params(),
        job.clientRequestId(),
        job.references(),
        null,
        job.kind(),
        job.conversation());
  }

  private static BriefDocument document(Object body, boolean template) throws BriefRefused {
    if (body instanceof Map<?, ?> fields) {
      return BriefDocument.of(fields, template);
    }
    if (body instanceof String text) {
      return new BriefDocument(Words.usable("The text", text), Map.of(), List.of(), null, null);
    }
    return BriefDocument.EMPTY;
  }

  private static Siblings siblings(Exchange exchange) {
    Siblings siblings = exchange.getVariable(Variables.SIBLINGS, Siblings.class);
    return siblings == null ? Siblings.NONE : siblings;
  }

  private static String sourceId(IncomingBrief brief, String clientRequestId) {
    String id = brief.sourceId() == null ? clientRequestId : brief.sourceId();
    if (id == null || id.isBlank()) {
      throw new IllegalStateException(
          "The brief "
              + Words.quote(brief.sourceName())
              + " has no id of its own, so a second arrival could not be told from the first. Set"
              + " the variable sourceId to a stable id of the message before"
              + " rivya-generation-sink.");
    }
    return id;
  }

  private NewJob checked(NewJob job) throws BriefRefused {
    CheckLengths.check(job);
    CheckModel check = checkModel.getIfAvailable();
    if (check == null) {
      return job;
    }
    return job.estimated(check.check(job));
  }
}
