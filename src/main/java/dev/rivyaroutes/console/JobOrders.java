package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.media.MediaStore;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Takes the orders from the page of a job. */
@Controller
@RequestMapping("/console/jobs/{id}")
class JobOrders {
  private final OrderJobs orders;
  private final MediaStore store;
  private final JobPage job;

  JobOrders(OrderJobs orders, MediaStore store, JobPage job) {
    this.orders = orders;
    this.store = store;
    this.job = job;
  }

  private interface Give {
    void give(Order order) throws OrderRefused;
  }

  /**
   * @param deliveries dead or all to deliver the result again; empty to run the job again
   * @param sink the only sink to deliver to again; null to do what deliveries says
   */
  @PostMapping("/replay")
  ModelAndView replay(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      @RequestParam(name = "deliveries", defaultValue = "") String deliveries,
      @RequestParam(name = "sink", required = false) String sink,
      Principal principal) {
    if (sink != null) {
      return take(id, reason, principal, order -> orders.redeliver(id, sink, order, store::keeps));
    }
    if (!deliveries.isEmpty() && !Deliveries.isKnown(deliveries)) {
      throw Problem.of(400, "invalid-order", "Deliveries must be dead or all.");
    }
    Deliveries which = deliveries.isEmpty() ? null : Deliveries.of(deliveries);
    return take(id, reason, principal, order -> orders.replay(id, order, which, store::keeps));
  }

  @PostMapping("/release")
  ModelAndView release(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(id, reason, principal, order -> orders.release(id, order, store::keeps));
  }

  @PostMapping("/cancel")
  ModelAndView cancel(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(id, reason, principal, order -> orders.cancel(id, order));
  }

  /** Shows the job again, by a new call so that a reload of the page orders nothing. */
  private ModelAndView take(String id, String reason, Principal principal, Give give) {
    try {
      give.give(Caller.of(principal).order(reason));
    } catch (OrderRefused e) {
      if (e.why() == OrderRefused.Why.UNKNOWN_JOB) {
        throw JobPage.unknown();
      }
      ModelAndView page = job.show(id, false, principal);
      page.setStatus(HttpStatus.CONFLICT);
      page.addObject("refused", e.getMessage());
      return page;
    }
    return new ModelAndView("redirect:/console/jobs/" + id);
  }
}
