package dev.rivyaroutes.http;

import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FedFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.source.Sources;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a caller sees of things that belong to flows, but have no flow in their rows. */
@Component
public class Visible {

  private final ObjectProvider<DeclaredFlows> declared;
  private final FedFlows fed;
  private final FindCredits credits;
  private final Sources sources;

  Visible(
      ObjectProvider<DeclaredFlows> declared, FedFlows fed, FindCredits credits, Sources sources) {
    this.declared = declared;
    this.fed = fed;
    this.credits = credits;
    this.sources = sources;
  }

  public List<FlowTarget> flows(Visibility sees) {
    return declared.stream()
        .flatMap(flows -> flows.all().stream())
        .filter(flow -> sees.includes(flow.name()))
        .toList();
  }

  /** The accounts that pay for one of its flows, by name. */
  public List<String> accounts(Visibility sees) {
    Set<String> all = credits.names();
    return sees.isOfAllFlows()
        ? all.stream().sorted().toList()
        : flows(sees).stream()
            .map(FlowTarget::account)
            .filter(all::contains)
            .distinct()
            .sorted()
            .toList();
  }

  /** The sources that feed none but its flows. */
  public List<Source> sources(Visibility sees) {
    return sources.all().stream()
        .filter(source -> sees.isOfAllFlows() || feedsOnly(source.route().route(), sees))
        .toList();
  }

  private boolean feedsOnly(String route, Visibility sees) {
    Set<String> feeds = fed.of(route);
    return !feeds.isEmpty() && feeds.stream().allMatch(sees::includes);
  }
}
