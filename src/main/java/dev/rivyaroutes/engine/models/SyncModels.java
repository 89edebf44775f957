package dev.rivyaroutes.engine.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.CatalogueStates;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.model.ModelPause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Synchronizes the models in memory with the ledger, and the ledger with Rivya. */
@Component
public class SyncModels {

  private final Accounts accounts;
  private final Catalogues catalogues;
  private final CatalogueStates states;
  private final ModelCatalogue models;
  private final RefreshEditorFiles editors;
  private final ProducerTemplate producer;

  SyncModels(
      Accounts accounts,
      Catalogues catalogues,
      CatalogueStates states,
      ModelCatalogue models,
      RefreshEditorFiles editors,
      ProducerTemplate producer) {
    this.accounts = accounts;
    this.catalogues = catalogues;
    this.states = states;
    this.models = models;
    this.editors = editors;
    this.producer = producer;
  }

  /** Whether {@link #load} or {@link #claim} may have something to do. */
  boolean isWorthALook(String account) {
    return states.isWorthALook(baseUrl(account), models.revision(account));
  }

  /** Reads the ledger's models into memory; true when they have changed. */
  public boolean load(String account) {
    String baseUrl = baseUrl(account);
    if (catalogues.revision(baseUrl) == models.revision(account)) {
      return false;
    }
    Optional<Catalogue> found = catalogues.find(baseUrl);
    found.ifPresent(
        catalogue -> {
          models.update(account, catalogue);
          editors.refresh(catalogue);
        });
    return found.isPresent();
  }

  /** Why a job's model is not available; confirmed by the ledger. */
  public Optional<ModelPause> pause(Job job) {
    Optional<ModelPause> known = models.pause(job.account(), job.model());
    boolean changed = known.isPresent() && load(job.account());
    return changed ? models.pause(job.account(), job.model()) : known;
  }

  /** Whether Rivya has returned its models at this time or later; they are in memory then. */
  public boolean isKnownSince(String account, Instant since) {
    boolean known =
        catalogues.fetchedAt(baseUrl(account)).filter(at -> !at.isBefore(since)).isPresent();
    load(account);
    return known;
  }

  /**
   * Requests the models now, unless a request is under way, the last one failed, or they were read
   * at this time or later.
   */
  public void refreshUnlessKnownSince(String account, Instant since) {
    catalogues.claimEarly(baseUrl(account), since).ifPresent(claimed -> request(account, claimed));
  }

  /** Requests the models when that is due and no other replica does. */
  void refreshIfDue(String account) {
    claim(account).ifPresent(claimed -> request(account, claimed));
  }

  private void request(String account, Catalogue claimed) {
    producer.send(
        "direct:ask-models",
        exchange -> {
          exchange.setVariable(Variables.ACCOUNT, account);
          exchange.setVariable(Variables.CATALOGUE, claimed);
        });
  }

  /** Claims the request to Rivya; empty when it is not due, or claimed by another replica. */
  Optional<Catalogue> claim(String account) {
    return catalogues.claim(baseUrl(account));
  }

  Optional<Catalogue> find(String account) {
    return catalogues.find(baseUrl(account));
  }

  Catalogues.Changes compare(Catalogue claimed, JsonNode answer, Instant now) {
    return models.compare(claimed, answer, now);
  }

  /** Stores an answer; false when another replica has stored a newer one. */
  boolean store(Catalogue claimed, Catalogues.Changes changes, Instant next) {
    List<String> sharing = accountsOf(claimed.baseUrl());
    boolean stored = catalogues.recordModels(claimed, changes, sharing, next);
    if (stored) {
      sharing.forEach(this::load);
    }
    return stored;
  }

  void recordFailure(Catalogue claimed, String cause, Instant next) {
    catalogues.recordFailed(claimed, cause, next);
  }

  /** The accounts with this address of Rivya. */
  List<String> accountsOf(String baseUrl) {
    return accounts.names().stream().filter(name -> baseUrl(name).equals(baseUrl)).toList();
  }

  public String baseUrl(String account) {
    return accounts.get(account).base();
  }
}
