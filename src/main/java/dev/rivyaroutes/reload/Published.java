package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.FlowDeclarations;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the routes of flow files declare, which takes effect once they run. */
@Component
class Published {

  private final Sinks sinks;
  private final FlowVersions versions;
  private final List<FlowDeclarations> declarations;

  Published(Sinks sinks, FlowVersions versions, List<FlowDeclarations> declarations) {
    this.sinks = sinks;
    this.versions = versions;
    sinks.readVersions(versions::sinks);
    this.declarations = declarations;
  }

  /** The flows that a file declares. */
  Set<String> flowsOf(String file) {
    return new HashSet<>(sinks.flowsOf(file));
  }

  /** The routes of a text run. */
  void publish(RunningText text) {
    publish(text.name());
    versions.recordSinks(text.version(), sinks.sinksOf(text.name()));
  }

  /** What the routes of a file declared takes effect; nothing, if it has no routes any more. */
  void publish(String file) {
    declarations.forEach(all -> all.publish(file));
    sinks.publish(file);
  }

  /** The routes of a file could not be loaded. */
  void discard(String file) {
    sinks.discard(file);
    declarations.forEach(all -> all.discard(file));
  }
}
