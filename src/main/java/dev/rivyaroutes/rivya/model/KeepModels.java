package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogues;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the models in memory, those in the ledger and Rivya's answers together. */
public final class KeepModels {

  private final Accounts accounts;
  private final Catalogues catalogues;
  private final ModelCatalogue models;
  private final CompareModels compare;

  public KeepModels(
      Accounts accounts, Catalogues catalogues, ModelCatalogue models, CompareModels compare) {
    this.accounts = accounts;
    this.catalogues = catalogues;
    this.models = models;
    this.compare = compare;
  }

  /** Takes the ledger's models over; true when they are others than those in memory. */
  public boolean look(String account) {
    String baseUrl = accounts.get(account).base();
    if (catalogues.revision(baseUrl) == models.revision(account)) {
      return false;
    }
    Optional<Catalogue> found = catalogues.find(baseUrl);
    found.ifPresent(catalogue -> models.update(account, catalogue));
    return found.isPresent();
  }

  /** All that the ledger holds of them; empty before Rivya was asked. */
  public Optional<Catalogue> find(String account) {
    return catalogues.find(accounts.get(account).base());
  }

  /** The question to Rivya, when it is due and no other replica asks. */
  public Optional<Catalogue> claim(String account) {
    return catalogues.claim(accounts.get(account).base());
  }

  /** The question before it is due; empty while somebody asks it, or after it failed. */
  public Optional<Catalogue> claimEarly(String account) {
    return catalogues.claimEarly(accounts.get(account).base());
  }

  /** Whether Rivya has told its models at this time or later. */
  public boolean isTold(String account, Instant since) {
    return catalogues
        .fetchedAt(accounts.get(account).base())
        .filter(told -> !told.isBefore(since))
        .isPresent();
  }

  /** The accounts that have this address of Rivya. */
  public List<String> accountsOf(String baseUrl) {
    return accounts.names().stream()
        .filter(account -> accounts.get(account).base().equals(baseUrl))
        .toList();
  }

  /** What an answer changes. */
  public Catalogues.Changes compare(Catalogue claimed, JsonNode answer) {
    return compare.of(claimed, answer);
  }

  /** The models that are paused once the changes are kept. */
  public static Set<String> paused(Catalogue claimed, Catalogues.Changes changes) {
    Set<String> paused = new TreeSet<>();
    claimed.paused().forEach(one -> paused.add(one.model()));
    changes.resumed().forEach(paused::remove);
    changes.paused().forEach(one -> paused.add(one.model()));
    return paused;
  }

  /** Keeps an answer; false when another replica has asked since, whose answer is the newer one. */
  public boolean keep(Catalogue claimed, Catalogues.Changes changes, Instant next) {
    return catalogues.recordModels(claimed, changes, accountsOf(claimed.baseUrl()), next);
  }

  /** Rivya did not tell; it is asked again then. */
  public void failed(Catalogue claimed, String cause, Instant next) {
    catalogues.recordFailed(claimed, cause, next);
  }
}
