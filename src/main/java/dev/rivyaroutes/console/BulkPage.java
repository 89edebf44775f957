package dev.rivyaroutes.console;

import dev.rivyaroutes.account.ForecastBulkOrder;
import dev.rivyaroutes.http.BulkFields;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.bulk.BulkItem;
import dev.rivyaroutes.ledger.bulk.BulkOrder;
import dev.rivyaroutes.ledger.bulk.BulkOrders;
import dev.rivyaroutes.ledger.bulk.BulkProperties;
import dev.rivyaroutes.ledger.bulk.BulkRequest;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Orders to many jobs: what they would do, their start, and how far they are. */
@Controller
@RequestMapping("/console/bulk-orders")
class BulkPage {
  private static final int SIZE = 20;
  private static final int JOBS = 50;
  private static final List<String> KINDS =
      Stream.of(OrderKind.values()).map(OrderKind::word).toList();

  private final BulkOrders orders;
  private final FindBulkOrders find;
  private final StepBulkOrders steps;
  private final BulkProperties settings;
  private final ForecastBulkOrder forecasts;

  BulkPage(
      BulkOrders orders,
      FindBulkOrders find,
      StepBulkOrders steps,
      BulkProperties settings,
      ForecastBulkOrder forecasts) {
    this.orders = orders;
    this.find = find;
    this.steps = steps;
    this.settings = settings;
    this.forecasts = forecasts;
  }

  /**
   * @param q the search that a new one is asked for
   * @param order the order that is chosen already; else the usual one of the search
   * @param before the last bulk order of the page before
   */
  @GetMapping
  ModelAndView list(
      @RequestParam(name = "q", required = false) String q,
      @RequestParam(name = "order", required = false) String order,
      @RequestParam(name = "before", required = false) String before) {
    String search = q == null ? "" : q;
    String chosen = KINDS.contains(order) ? order : usual(search);
    return list(new BulkFields("", chosen, "", search, "", 3, settings.stopAbove()), before);
  }

  /** What jobs of such a search are usually given. */
  private static String usual(String search) {
    OrderKind kind =
        search.contains("state:parked")
            ? OrderKind.RELEASE
            : search.contains("deliveries:dead") ? OrderKind.REDELIVER : OrderKind.REPLAY;
    return kind.word();
  }

  private ModelAndView list(BulkFields asked, String before) {
    Page<BulkOrder> shown = Page.of(find.newest(null, before, SIZE + 1), SIZE, BulkOrder::id);
    ModelAndView page = new ModelAndView("console/bulk-orders");
    page.addObject("asked", asked);
    page.addObject("kinds", KINDS);
    page.addObject("bulks", shown.rows());
    page.addObject("next", shown.next());
    return page;
  }

  /** Finds the jobs and shows what would be ordered, by a new call. */
  @PostMapping
  ModelAndView plan(BulkFields asked, BindingResult bound, Principal principal) {
    if (bound.hasErrors()) {
      return refused(
          list(null, null, null),
          HttpStatus.BAD_REQUEST,
          "The numbers of first jobs and of percent must be whole numbers.");
    }
    try {
      BulkRequest request = read(asked).request(settings.stopAbove());
      BulkOrder bulk = orders.plan(request, Caller.of(principal).order(request.reason()));
      steps.planNow(bulk);
      return new ModelAndView("redirect:/console/bulk-orders/" + bulk.id());
    } catch (Problem e) {
      return refused(list(asked, null), e.getStatusCode(), e.detail());
    } catch (OrderRefused e) {
      return refused(list(asked, null), HttpStatus.CONFLICT, e.getMessage());
    }
  }

  /** The form always sends its field for deliveries, which only one order has. */
  private static BulkFields read(BulkFields asked) {
    return OrderKind.REDELIVER.word().equals(asked.order())
        ? asked
        : new BulkFields(
            asked.name(),
            asked.order(),
            "",
            asked.q(),
            asked.reason(),
            asked.first(),
            asked.stopAbove());
  }

  @GetMapping("/{id}")
  ModelAndView show(@PathVariable("id") String id) {
    BulkOrder bulk = bulk(id);
    ModelAndView page = new ModelAndView("console/bulk-order");
    page.addObject("bulk", bulk);
    page.addObject("forecast", forecasts.of(bulk.plan()));
    page.addObject("failed", find.items(id, BulkItem.State.FAILED, null, JOBS));
    page.addObject("skipped", find.items(id, BulkItem.State.SKIPPED, null, JOBS));
    return page;
  }

  private interface Give {
    void give(BulkOrder bulk, Order order) throws OrderRefused;
  }

  @PostMapping("/{id}/start")
  ModelAndView start(@PathVariable("id") String id, String reason, Principal principal) {
    return take(id, reason, principal, orders::start);
  }

  @PostMapping("/{id}/pause")
  ModelAndView pause(@PathVariable("id") String id, String reason, Principal principal) {
    return take(id, reason, principal, orders::pause);
  }

  @PostMapping("/{id}/resume")
  ModelAndView resume(@PathVariable("id") String id, String reason, Principal principal) {
    return take(id, reason, principal, orders::resume);
  }

  @PostMapping("/{id}/end")
  ModelAndView end(@PathVariable("id") String id, String reason, Principal principal) {
    return take(id, reason, principal, orders::end);
  }

  private ModelAndView take(String id, String reason, Principal principal, Give give) {
    try {
      give.give(bulk(id), Caller.of(principal).order(reason == null ? "" : reason));
    } catch (OrderRefused e) {
      return refused(show(id), HttpStatus.CONFLICT, e.getMessage());
    }
    return new ModelAndView("redirect:/console/bulk-orders/" + id);
  }

  private static ModelAndView refused(ModelAndView page, HttpStatusCode status, String why) {
    page.setStatus(status);
    page.addObject("refused", why);
    return page;
  }

  private BulkOrder bulk(String id) {
    return find.byId(id)
        .orElseThrow(
            () -> Problem.of(404, "unknown-bulk-order", "There is no bulk order of this id."));
  }
}
