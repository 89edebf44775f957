package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.credits.EstimateCredits;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.models.Catalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each account's Rivya can do, as it last told. While Rivya has told nothing yet, everything
 * passes: the check runs again before the first call. Fields that the catalogue does not tell are
 * not checked. A brief for a model that was available and is no longer passes too: its job waits.
 */
public final class ModelCatalogue implements CheckModel, EstimateCredits {

  private final Map<String, ToldModels> byAccount = new ConcurrentHashMap<>();

  /** Takes over what the ledger holds of an account's Rivya. */
  public void update(String account, Catalogue catalogue) {
    if (catalogue.models() != null) {
      byAccount.put(account, ToldModels.of(catalogue));
    }
  }

  /** The revision that {@link #update} last took over; -1 before. */
  public long revision(String account) {
    ToldModels told = byAccount.get(account);
    return told == null ? -1 : told.revision();
  }

  /** image, video, audio or chat; empty when the model or the catalogue is not known. */
  public Optional<String> category(String account, String model) {
    return Optional.ofNullable(known(account, model)).map(Model::category);
  }

  /** Why a model that was available is no longer; empty when it is, or never was. */
  public Optional<ModelPause> pause(String account, String model) {
    return Optional.ofNullable(byAccount.get(account)).map(told -> told.pauses().get(model));
  }

  /** All models of an account, and those that are gone, as Rivya told of them; empty before. */
  public List<JsonNode> items(String account) {
    ToldModels told = byAccount.get(account);
    return told == null ? List.of() : told.items();
  }

  private Model known(String account, String model) {
    ToldModels told = byAccount.get(account);
    return told == null ? null : told.known(model);
  }

  /** Null while nobody can tell; nothing for a model that the catalogue lacks, as it is refused. */
  @Override
  public BigDecimal of(String account, String model) {
    ToldModels told = byAccount.get(account);
    if (told == null) {
      return null;
    }
    Model known = told.known(model);
    return known == null ? BigDecimal.ZERO : known.baseCredits();
  }

  @Override
  public BigDecimal check(NewJob job) throws BriefRefused {
    ToldModels told = byAccount.get(job.account());
    if (told == null) {
      return null;
    }
    Model model = told.callable(job.model(), job.kind());
    model.checkPrompt(job.prompt(), job.kind());
    model.checkReferences(job.references());
    if (job.kind() == JobKind.GENERATION) {
      model.params().check(model.id(), read(job.params()));
    }
    return model.baseCredits();
  }

  @Override
  public Optional<Boolean> needsPrompt(String account, String model) {
    Model known = known(account, model);
    return known == null || known.inputs().isEmpty()
        ? Optional.empty()
        : Optional.of(known.needsPrompt());
  }

  @Override
  public Object typed(String account, String model, String param, String text) throws BriefRefused {
    Model known = known(account, model);
    ModelParam told = known == null ? null : known.params().byName().get(param);
    return told == null ? text : told.typed(text);
  }

  /**
   * Holds a flow's model against the catalogue.
   *
   * @throws BriefRefused when the model can never be called through this API
   */
  public void checkModel(String account, String model, JobKind kind) throws BriefRefused {
    ToldModels told = byAccount.get(account);
    if (told != null) {
      told.callable(model, kind);
    }
  }

  /**
   * Holds parameters that a flow sets for all its briefs against its model, which is known to be
   * callable.
   *
   * @param params a JSON object as text; what is none is not checked
   */
  public void checkParams(String account, String model, String params) throws BriefRefused {
    Model known = known(account, model);
    if (known == null) {
      return;
    }
    JsonNode given;
    try {
      given = Json.PLAIN.readTree(params);
    } catch (JsonProcessingException e) {
      return; // Each brief of the flow is refused with a better word.
    }
    known.params().checkGiven(known.id(), given);
  }

  /**
   * Holds a reference that was downloaded after the accept against the model.
   *
   * @throws BriefRefused when the model does not take it
   */
  public void checkReference(String account, String model, JobFile file) throws BriefRefused {
    Model known = known(account, model);
    if (known != null) {
      known.checkReference(file);
    }
  }

  private JsonNode read(String params) {
    try {
      return Json.PLAIN.readTree(params == null ? "{}" : params);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a job's params are JSON at all times", e);
    }
  }
}
