package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.engine.upkeep.ReportOrphanedJobs;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.LogLines;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs whose flow or account the configuration no longer has. */
class OrphanedJobsRouteTest extends EngineRouteTestBase {

  @Autowired AcceptJobs ledger;
  @Autowired OrderJobs orders;
  @Autowired ReportOrphanedJobs orphans;

  private String report() {
    try (LogLines lines = LogLines.of(ReportOrphanedJobs.class)) {
      orphans.report();
      return String.join("\n", lines.all());
    }
  }

  private String accepted(String flow, String account) {
    String id = "orphan-" + UUID.randomUUID();
    NewJob job =
        new NewJob(
            flow, id, id, account, "z-image", new JobInput("A house", "{}", null, List.of()), null);
    return ledger.accept(List.of(job)).get(0).jobId();
  }

  @Test
  void parksAndReportsTheJobsOfARemovedFlow() {
    String id = accepted("gone", "main");

    JobDetails kept = until(id, "parked");

    assertThat(kept.job().cause().text()).contains("no route file declares the flow gone");
    assertThat(kept.job().taskId()).isNull();
    assertThat(report())
        .contains(
            "job(s) of flow gone are parked", "Restore routes/gone.camel.yaml", "cancel the jobs");
  }

  @Test
  void finishesTheJobsOfAFlowThatIsSwitchedOff() {
    until(accepted("silent-talk", "main"), "done");
  }

  @Test
  void reportsTheJobsOfARemovedAccountAndCancelsThem() throws Exception {
    String id = accepted("main", "nobody");

    assertThat(report()).contains("1 job(s) wait for account nobody", "Add rivya.accounts.nobody");
    orders.cancel(id, new Order("ann", null));
    assertThat(job(id).job().state()).isEqualTo("cancelled");
  }
}
