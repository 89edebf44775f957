package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.brief.CheckModel;
import dev.rivyaroutes.ledger.EstimateCredits;
import dev.rivyaroutes.ledger.JobFile;
import dev.rivyaroutes.ledger.JobKind;
import dev.rivyaroutes.ledger.NewJob;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each account's Rivya can do, as it last told. While Rivya has told nothing yet, everything
 * passes: the check runs again before the first call. Fields that the catalogue does not tell are
 * not checked.
 */
public final class ModelCatalogue implements CheckModel, EstimateCredits {

  private static final String CHAT = "chat";

  private final Map<String, Map<String, Model>> byAccount = new ConcurrentHashMap<>();

  /** Takes over an answer of {@code GET /models}. */
  public void update(String account, JsonNode answer) {
    Map<String, Model> models = new LinkedHashMap<>();
    answer.path("data").forEach(item -> models.put(item.path("id").asText(), Model.of(item)));
    if (!models.isEmpty()) {
      byAccount.put(account, models);
    }
  }

  /** image, video, audio or chat; empty when the model or the catalogue is not known. */
  public Optional<String> category(String account, String model) {
    Model known = byAccount.getOrDefault(account, Map.of()).get(model);
    return known == null ? Optional.empty() : Optional.of(known.category());
  }

  /** Null while nobody can tell; nothing for a model that the catalogue lacks, as it is refused. */
  @Override
  public BigDecimal of(String account, String model) {
    Map<String, Model> models = byAccount.get(account);
    if (models == null) {
      return null;
    }
    Model known = models.get(model);
    return known == null ? BigDecimal.ZERO : known.baseCredits();
  }

  @Override
  public BigDecimal check(NewJob job) throws BriefRefused {
    Map<String, Model> models = byAccount.get(job.account());
    if (models == null) {
      return null;
    }
    Model model = callable(models, job.model(), job.kind());
    checkPrompt(model, job.prompt(), job.kind());
    checkReferences(model, job.references());
    return model.baseCredits();
  }

  /**
   * Holds a flow's model against the catalogue.
   *
   * @throws BriefRefused when the model can never be called through this API
   */
  public void checkModel(String account, String model, JobKind kind) throws BriefRefused {
    Map<String, Model> models = byAccount.get(account);
    if (models != null) {
      callable(models, model, kind);
    }
  }

  /**
   * Holds a reference that was downloaded after the accept against the model.
   *
   * @throws BriefRefused when the model does not take it
   */
  public void checkReference(String account, String model, JobFile file) throws BriefRefused {
    Model known = byAccount.getOrDefault(account, Map.of()).get(model);
    if (known != null) {
      checkKind(known, file);
      known.references().check(model, file);
    }
  }

  private static Model callable(Map<String, Model> models, String id, JobKind kind)
      throws BriefRefused {
    Model model = models.get(id);
    if (model == null) {
      throw new BriefRefused(
          "Rivya has no model \""
              + id
              + "\"; did you mean "
              + Nearest.to(id, models.keySet())
              + "?");
    }
    if (CHAT.equals(model.category()) != (kind == JobKind.CHAT)) {
      throw new BriefRefused(
          kind == JobKind.CHAT
              ? "Model "
                  + id
                  + " makes media of category "
                  + model.category()
                  + " and does not chat; use rivya-generation-sink, or a chat model."
              : "Model "
                  + id
                  + " is a chat model and makes no media; use rivya-chat-sink, or an image, video or"
                  + " audio model.");
    }
    if (!"available".equals(model.apiStatus())) {
      throw new BriefRefused(
          "Model "
              + id
              + " cannot be called through the API (it is "
              + model.apiStatus()
              + "); choose an available one of category "
              + model.category()
              + ".");
    }
    return model;
  }

  private static void checkPrompt(Model model, String prompt, JobKind kind) throws BriefRefused {
    int length = prompt == null ? 0 : prompt.codePointCount(0, prompt.length());
    if (model.maxPromptLength() > 0 && length > model.maxPromptLength()) {
      throw new BriefRefused(
          (kind == JobKind.CHAT ? "The message has " : "The prompt has ")
              + length
              + " characters; model "
              + model.id()
              + " takes at most "
              + model.maxPromptLength()
              + ". Shorten it.");
    }
  }

  private static void checkReferences(Model model, List<JobFile> references) throws BriefRefused {
    if (references.isEmpty()) {
      return;
    }
    if (!model.inputs().isEmpty() && !model.inputs().contains("file")) {
      throw new BriefRefused(
          "Model "
              + model.id()
              + " takes no reference files; leave them out or choose another model.");
    }
    for (JobFile file : references) {
      checkKind(model, file);
    }
    model.references().check(model.id(), references);
  }

  private static void checkKind(Model model, JobFile file) throws BriefRefused {
    if (file.kind() != null
        && !model.fileKinds().isEmpty()
        && !model.fileKinds().contains(file.kind())) {
      throw new BriefRefused(
          "The reference "
              + file.name()
              + " is of kind "
              + file.kind()
              + "; model "
              + model.id()
              + " takes "
              + String.join(", ", model.fileKinds())
              + ". Leave it out, or choose another model.");
    }
  }
}
