package dev.rivyaroutes.engine.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.engine.flow.Flows;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.model.ModelPause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Describes the models of an account, with the flows that use them and the jobs parked for them.
 */
@Component
public class ShowModels {

  /** Our name of a field, and Rivya's. */
  private static final List<Map.Entry<String, String>> FACTS =
      List.of(
          Map.entry("name", "display_name"),
          Map.entry("category", "category"),
          Map.entry("inputs", "supported_api_inputs"),
          Map.entry("modes", "supported_modes"),
          Map.entry("billing", "billing_type"),
          Map.entry("base_credits", "base_credits"),
          Map.entry("prompt_limit", "max_prompt_length"),
          Map.entry("params", "params"),
          Map.entry("references", "reference_media"),
          Map.entry("notices", "notices"));

  private final Accounts accounts;
  private final ModelCatalogue models;
  private final SyncModels sync;
  private final UsedAccounts used;
  private final Flows flows;
  private final ModelJobs jobs;
  private final Clock clock;

  public ShowModels(
      Accounts accounts,
      ModelCatalogue models,
      SyncModels sync,
      UsedAccounts used,
      Flows flows,
      ModelJobs jobs,
      Clock clock) {
    this.accounts = accounts;
    this.models = models;
    this.sync = sync;
    this.used = used;
    this.flows = flows;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * The accounts by name.
   *
   * @param sees only those that pay for a flow that the caller sees
   */
  public Set<String> accounts(Visibility sees) {
    if (sees.isOfAllFlows()) {
      return accounts.names();
    }
    return flows.all().stream()
        .filter(flow -> sees.includes(flow.name()))
        .map(FlowTarget::account)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The models of an account as a document.
   *
   * @param sees only flows and jobs that the caller sees are named and counted in it
   */
  public Map<String, Object> describe(String account, Visibility sees) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("account", account);
    if (!used.contains(account)) {
      sync.refreshIfDue(account);
    }
    sync.load(account);
    sync.find(account).ifPresent(catalogue -> age(document, catalogue));
    Map<String, Integer> waiting = jobs.countWaiting(List.of(account), sees);
    List<Object> shown = new ArrayList<>();
    for (JsonNode item : models.items(account)) {
      String id = item.path("id").asText();
      Map<String, Object> model = model(item, models.pause(account, id));
      model.put("flows", flowsUsing(account, id, sees));
      model.put("waiting_jobs", waiting.get(id));
      shown.add(model);
    }
    document.put("models", shown);
    return document;
  }

  private void age(Map<String, Object> document, Catalogue catalogue) {
    document.put("told_at", catalogue.reads().fetchedAt());
    if (catalogue.reads().fetchedAt() != null) {
      document.put(
          "age_seconds",
          Duration.between(catalogue.reads().fetchedAt(), clock.instant()).toSeconds());
    }
    document.put("changed_at", catalogue.changedAt());
    document.put("asked_again_at", catalogue.reads().dueAt());
    document.put("problem", catalogue.reads().cause());
  }

  private static Map<String, Object> model(JsonNode item, Optional<ModelPause> pause) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", item.path("id").asText());
    model.put("status", pause.map(ModelPause::status).orElse(item.path("api_status").asText(null)));
    FACTS.stream()
        .filter(fact -> item.hasNonNull(fact.getValue()))
        .forEach(fact -> model.put(fact.getKey(), item.path(fact.getValue())));
    pause.ifPresent(
        found -> {
          model.put("paused_since", found.since());
          model.put("text", found.text());
          model.put("candidates", found.candidates());
        });
    return model;
  }

  private List<String> flowsUsing(String account, String model, Visibility sees) {
    return flows.all().stream()
        .filter(flow -> flow.account().equals(account) && flow.model().equals(model))
        .map(FlowTarget::name)
        .filter(sees::includes)
        .toList();
  }
}
