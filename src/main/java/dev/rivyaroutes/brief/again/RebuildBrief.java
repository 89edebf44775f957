package dev.rivyaroutes.brief.again;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.TableFields;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rebuilds briefs as their sources handed them in, from what the ledger keeps of them. */
public final class RebuildBrief {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final String REFERENCES = "references";
  private static final String BODY = "body";
  private static final String CONVERSATION = "conversation";
  private static final String MAIL = "mail";

  private RebuildBrief() {}

  /** Empty if the ledger does not keep all of the brief. */
  public static Optional<RebuiltBrief> rebuild(PastBrief past) {
    Map<String, Object> kept = kept(past);
    Object body = kept.get(BODY);
    if (body == null) {
      return Optional.empty();
    }
    boolean ofFlow = "flow".equals(kept.get(REFERENCES));
    Map<String, JobFile> files = new LinkedHashMap<>();
    List<Object> references = new ArrayList<>();
    for (JobFile file : past.references()) {
      references.add(reference(file, files));
    }
    if (body instanceof Map<?, ?> fields) {
      Map<String, Object> document = new LinkedHashMap<>();
      fields.forEach((key, value) -> document.put(String.valueOf(key), value));
      if (!ofFlow && !references.isEmpty()) {
        document.put(REFERENCES, references);
      }
      body = kept.containsKey("table") ? TableFields.again(document) : document;
    }
    JobFile media = kept.containsKey("media") ? past.references().get(0) : null;
    return Optional.of(
        new RebuiltBrief(past, media == null ? body : null, media, variables(past, kept), files));
  }

  /** Files of the same name in several folders keep apart. */
  private static Object reference(JobFile file, Map<String, JobFile> files) {
    if (file.sha256() == null) {
      return file.url();
    }
    String plain = RebuiltBrief.nameBeside(file);
    JobFile before = files.putIfAbsent(plain, file);
    String name = plain;
    if (before != null && !before.sha256().equals(file.sha256())) {
      name = file.n() + "/" + plain;
      files.put(name, file);
    }
    return name.equals(file.name()) ? name : Map.of("file", name, "name", file.name());
  }

  private static Map<String, Object> kept(PastBrief past) {
    PastBrief.Texts texts = past.texts();
    try {
      if (texts.brief() != null) {
        return Json.EXACT.readValue(texts.brief(), OBJECT);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      if (texts.prompt() != null) {
        document.put(past.target().kind() == JobKind.CHAT ? "message" : "prompt", texts.prompt());
      }
      Map<String, Object> params = Json.EXACT.readValue(texts.params(), OBJECT);
      if (!params.isEmpty()) {
        document.put("params", params);
      }
      if (texts.clientRequestId() != null) {
        document.put("client_request_id", texts.clientRequestId());
      }
      if (texts.conversation() != null) {
        document.put(CONVERSATION, texts.conversation());
      }
      return Map.of(BODY, document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The brief of job " + past.id() + " is not JSON.", e);
    }
  }

  private static Map<String, Object> variables(PastBrief past, Map<String, Object> kept) {
    PastBrief.Texts texts = past.texts();
    Map<String, Object> variables = new LinkedHashMap<>();
    if (kept.get("variables") instanceof Map<?, ?> ofSource) {
      ofSource.forEach((name, value) -> variables.put(String.valueOf(name), value));
    }
    if (!texts.returnAddress().isEmpty()) {
      variables.put(Variables.RETURN_ADDRESS, texts.returnAddress());
    }
    if (texts.omitted() != null) {
      variables.put(Variables.OMITTED_TEXT, texts.omitted());
    }
    // The only source that names the conversation itself.
    if (past.source().equals(MAIL) && texts.brief() != null && texts.conversation() != null) {
      variables.put(Variables.CONVERSATION, texts.conversation());
    }
    return variables;
  }
}
