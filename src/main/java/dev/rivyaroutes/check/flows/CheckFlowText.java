package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the new text of a flow file beside the files that run, as before the start. */
public final class CheckFlowText {

  private final ConfigurableEnvironment environment;

  public CheckFlowText(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Finds the errors that keep the text from being loaded.
   *
   * @param others the texts of all other files that run; their own errors do not count
   */
  public List<Finding> check(FlowText changed, List<FlowText> others) throws IOException {
    List<FlowText> all = new ArrayList<>(others);
    // Last: what stands twice is found in the changed file.
    all.add(changed);
    List<Finding> errors = errors(all);
    if (errors.stream().allMatch(error -> error.place().file().equals(changed.name()))) {
      return errors;
    }
    List<Finding> before = errors(others);
    return errors.stream().filter(error -> !before.contains(error)).toList();
  }

  /** Finds models and constant parameters that Rivya does not have, as far as it returned them. */
  public List<Finding> checkModels(FlowText text, ModelCatalogue returned) throws IOException {
    return new CheckModels(environment, returned)
        .check(FlowFiles.of(text).all()).stream().filter(Finding::stopsStart).toList();
  }

  private List<Finding> errors(List<FlowText> texts) throws IOException {
    List<Finding> findings = new ArrayList<>();
    FlowFiles files = FlowFiles.of(texts, findings);
    findings.addAll(new CheckFlowFiles(environment, files).check());
    return findings.stream().filter(Finding::stopsStart).toList();
  }
}
