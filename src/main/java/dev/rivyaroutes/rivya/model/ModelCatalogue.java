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
import dev.rivyaroutes.ledger.models.Catalogues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of each account, as Rivya last returned them. While they are unknown, every brief is
 * accepted; the check runs again before the first call. Fields that the catalogue does not have are
 * not checked. A brief for a model that is no longer available is accepted; its job is parked.
 */
public final class ModelCatalogue implements CheckModel, EstimateCredits {

  private final Map<String, ModelList> byAccount = new ConcurrentHashMap<>();

  /** Replaces the models of an account by those of the ledger. */
  public void update(String account, Catalogue catalogue) {
    if (catalogue.models() != null) {
      byAccount.put(account, ModelList.of(catalogue));
    }
  }

  /** What an answer of {@code GET /models} changes. */
  public Catalogues.Changes compare(Catalogue before, JsonNode answer, Instant now) {
    return new CompareModels(now).of(before, answer);
  }

  /** The revision of the models in memory; -1 when there are none. */
  public long revision(String account) {
    ModelList list = byAccount.get(account);
    return list == null ? -1 : list.revision();
  }

  /** Grows whenever the models of an account change. */
  public long revisions() {
    return byAccount.values().stream().mapToLong(list -> list.revision() + 1).sum();
  }

  /** image, video, audio or chat; empty when the model is unknown. */
  public Optional<String> category(String account, String model) {
    return Optional.ofNullable(known(account, model)).map(Model::category);
  }

  /** Why a model that was available is no longer; empty when it is, or never was. */
  public Optional<ModelPause> pause(String account, String model) {
    return Optional.ofNullable(byAccount.get(account)).map(list -> list.pauses().get(model));
  }

  /** All models of an account and those that were removed, as Rivya returned them. */
  public List<JsonNode> items(String account) {
    ModelList list = byAccount.get(account);
    return list == null ? List.of() : list.items();
  }

  private Model known(String account, String model) {
    ModelList list = byAccount.get(account);
    return list == null ? null : list.known(model);
  }

  /** Null while the catalogue is unknown; zero for an unknown model, whose job is refused. */
  @Override
  public BigDecimal of(String account, String model) {
    ModelList list = byAccount.get(account);
    if (list == null) {
      return null;
    }
    Model known = list.known(model);
    return known == null ? BigDecimal.ZERO : known.baseCredits();
  }

  /** What a call of a model costs; empty when the model is unknown. */
  public Optional<Price> price(String account, String model) {
    return Optional.ofNullable(known(account, model)).map(Price::of);
  }

  @Override
  public BigDecimal check(NewJob job) throws BriefRefused {
    ModelList list = byAccount.get(job.account());
    if (list == null) {
      return null;
    }
    Model model = list.callable(job.model(), job.kind());
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
    return known == null || known.inputs().forms().isEmpty()
        ? Optional.empty()
        : Optional.of(known.needsPrompt());
  }

  @Override
  public Object typed(String account, String model, String param, String text) throws BriefRefused {
    Model known = known(account, model);
    ModelParam declared = known == null ? null : known.params().byName().get(param);
    return declared == null ? text : declared.typed(text);
  }

  /**
   * Checks a flow's model.
   *
   * @throws BriefRefused when the model can never be called through this API
   */
  public void checkModel(String account, String model, JobKind kind) throws BriefRefused {
    ModelList list = byAccount.get(account);
    if (list != null) {
      list.callable(model, kind);
    }
  }

  /**
   * Checks the parameters that a flow sets for all its briefs.
   *
   * @param params a JSON object as text; anything else is not checked
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
      return; // Each brief of the flow is refused with a better message.
    }
    known.params().checkGiven(known.id(), given);
  }

  /**
   * Checks a reference that was downloaded after the brief was accepted.
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
      throw new IllegalStateException("the params of a stored job are not JSON", e);
    }
  }
}
