package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.simulator.DemoBriefs;
import java.io.IOException;
import java.security.Principal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Sends one sample brief to the simulated Rivya of the demo. */
@Controller
class SampleBrief {

  private final ObjectProvider<DemoBriefs> demo;

  SampleBrief(ObjectProvider<DemoBriefs> demo) {
    this.demo = demo;
  }

  boolean isPossible(Caller caller) {
    return demo.getIfAvailable() != null && caller.sees().includes(DemoBriefs.FLOW);
  }

  /** Shows the jobs of the demo, where it appears once the folder was polled. */
  @PostMapping("/console/flows/demo/jobs")
  String send(Principal principal) throws IOException {
    if (!isPossible(Caller.of(principal))) {
      throw Problem.of(
          404,
          "not-found",
          "There is no simulated Rivya here. Start the program with --spring.profiles.active=demo.");
    }
    demo.getObject().dropSample();
    return "redirect:/console/jobs?q=flow:" + DemoBriefs.FLOW;
  }
}
