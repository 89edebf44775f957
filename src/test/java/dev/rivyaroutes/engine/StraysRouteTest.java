package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.AcceptJobs;
import dev.rivyaroutes.ledger.JobDetails;
import dev.rivyaroutes.ledger.NewJob;
import dev.rivyaroutes.ledger.Order;
import dev.rivyaroutes.ledger.OrderJobs;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Jobs whose flow or account the configuration no longer has. */
@ExtendWith(OutputCaptureExtension.class)
class StraysRouteTest extends EngineRouteTestBase {

  @Autowired AcceptJobs ledger;
  @Autowired OrderJobs orders;
  @Autowired TellStrays strays;

  private String accepted(String flow, String account) {
    String id = "stray-" + UUID.randomUUID();
    NewJob job =
        new NewJob(flow, id, id, account, "z-image", "A house", "{}", null, List.of(), null);
    return ledger.accept(List.of(job)).get(0).jobId();
  }

  @Test
  void keepsTheResultOfAFlowThatIsGoneAndTellsIt(CapturedOutput output) {
    String id = accepted("gone", "main");

    JobDetails kept = until(id, "delivering");

    assertThat(kept.results()).hasSize(1);
    assertThat(kept.job().cause().text()).contains("no file declares the flow gone");
    assertThat(kept.deliveries()).isEmpty();
    strays.tell();
    assertThat(output).contains("result(s) wait for flow gone", "Add routes/gone.camel.yaml");
  }

  @Test
  void tellsJobsOfAnAccountThatIsGoneAndCancelsThem(CapturedOutput output) throws Exception {
    String id = accepted("main", "nobody");

    strays.tell();

    assertThat(output).contains("1 job(s) wait for account nobody", "Add rivya.accounts.nobody");
    orders.cancel(id, new Order("ann", null));
    assertThat(job(id).job().state()).isEqualTo("cancelled");
  }
}
