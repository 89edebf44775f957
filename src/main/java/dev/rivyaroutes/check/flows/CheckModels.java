package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.core.env.Environment;

/**
 * Checks the models of flows and the parameters that flows set. A running program checks them
 * against what Rivya returns, and refuses the briefs of a flow that is wrong; so the start does not
 * wait for this.
 */
public final class CheckModels {

  private static final String CHAT = "rivya-chat-sink";

  private final ModelCatalogue catalogue;
  private final KnownModels known;
  private final UnaryOperator<String> resolve;
  private final Map<String, Optional<KnownModels.Models>> byAccount = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();

  /**
   * @param folder the working folder
   */
  public CheckModels(Environment environment, Path folder) {
    this(environment, new ModelCatalogue(), new KnownModels(environment, folder));
  }

  /** Checks against the models of a running program: those that Rivya has returned. */
  public CheckModels(Environment environment, ModelCatalogue returned) {
    this(environment, returned, null);
  }

  private CheckModels(Environment environment, ModelCatalogue catalogue, KnownModels known) {
    this.catalogue = catalogue;
    this.known = known;
    this.resolve = new ResolvePlaceholders(environment);
  }

  /** Checks against the models that an account has now, in the place of those known here. */
  public void take(String account, String baseUrl, JsonNode list) {
    KnownModels.Models now = new KnownModels.Models(baseUrl, list, true);
    byAccount.put(account, Optional.of(now));
    catalogue.update(account, catalogue(now));
  }

  public List<Finding> check(List<FlowFile> files) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (FlowFile whole : files) {
      FlowFile file = whole.running(resolve);
      List<FlowFile.Use> uses = file.root() == null ? List.of() : file.uses(file.root());
      for (FlowFile.Use use : uses) {
        String account = use.value("account", "", resolve);
        String model = use.value("model", "", resolve);
        if (CheckSinks.ACCEPT.contains(use.kamelet())
            && !model.isEmpty()
            && !(account + model).contains("{{")) {
          check(file, use, account, model, findings);
        }
      }
    }
    return findings;
  }

  private void check(
      FlowFile file, FlowFile.Use use, String account, String model, List<Finding> findings)
      throws IOException {
    Optional<Boolean> certain = areLive(account);
    if (certain.isEmpty()) {
      if (unknown.add(account)) {
        findings.add(
            Finding.note(
                Rule.MODEL,
                use.placeOf("account"),
                "The models of the account %s are not known here, so they are not checked."
                    .formatted(account),
                "Create the folder .rivya and start the program once: it writes them to"
                    + " .rivya/models.json."));
      }
      return;
    }
    boolean live = certain.get();
    JobKind kind = use.kamelet().equals(CHAT) ? JobKind.CHAT : JobKind.GENERATION;
    FileLine place = use.placeOf("model");
    Optional<String> category = catalogue.category(account, model);
    if (category.isPresent() && category.get().equals("chat") != (kind == JobKind.CHAT)) {
      refusal(() -> catalogue.checkModel(account, model, kind))
          .ifPresent(text -> findings.add(finding(Rule.KIND, true, place, text)));
      return;
    }
    Optional<String> wrong = refusal(() -> catalogue.checkModel(account, model, kind));
    if (wrong.isPresent()) {
      findings.add(finding(Rule.MODEL, live, place, wrong.get()));
    } else if (kind == JobKind.GENERATION) {
      for (FlowFile.Value params : file.constants(file.flow(), Variables.PARAMS)) {
        refusal(() -> catalogue.checkParams(account, model, params.text()))
            .ifPresent(text -> findings.add(finding(Rule.MODEL, live, params.place(), text)));
      }
    }
  }

  /**
   * Whether the models of an account are those that Rivya returned, and not those shipped; empty
   * while they are unknown. The catalogue gets them at their first use.
   */
  private Optional<Boolean> areLive(String account) throws IOException {
    if (known == null) {
      return catalogue.revision(account) < 0 ? Optional.empty() : Optional.of(true);
    }
    Optional<KnownModels.Models> models = byAccount.get(account);
    if (models == null) {
      models = known.of(account);
      byAccount.put(account, models);
      models.ifPresent(found -> catalogue.update(account, catalogue(found)));
    }
    return models.map(KnownModels.Models::live);
  }

  private static Catalogue catalogue(KnownModels.Models models) {
    return new Catalogue(models.baseUrl(), models.list().toString(), 1, null, 0, null, List.of());
  }

  /** What Rivya has added or changed since this version, only Rivya can tell. */
  private static Finding finding(Rule rule, boolean certain, FileLine place, String text) {
    return new Finding(
        rule,
        certain ? Severity.ERROR : Severity.WARNING,
        Place.of(place),
        text,
        certain
            ? ""
            : "These are the models that this version was made with. If Rivya has changed them, create"
                + " the folder .rivya and start the program once: it writes them to .rivya/models.json.");
  }

  private interface Check {
    void run() throws BriefRefused;
  }

  private static Optional<String> refusal(Check check) {
    try {
      check.run();
      return Optional.empty();
    } catch (BriefRefused e) {
      return Optional.of(e.getMessage());
    }
  }
}
