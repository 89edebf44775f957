package dev.rivyaroutes.api;

import dev.rivyaroutes.account.ForecastBulkOrder;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.bulk.BulkOrder;
import dev.rivyaroutes.ledger.bulk.BulkOrders;
import dev.rivyaroutes.ledger.bulk.BulkProperties;
import dev.rivyaroutes.ledger.bulk.BulkRequest;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Takes orders to many jobs: first what they would do, then their start, and all after that. */
@RestController
@RequestMapping("/api/bulk-orders")
class BulkOrdersController {
  private final BulkOrders orders;
  private final FindBulkOrders find;
  private final StepBulkOrders steps;
  private final BulkProperties settings;
  private final BulkDocuments documents;
  private final ReceiveOrderBody receive;

  BulkOrdersController(
      BulkOrders orders,
      FindBulkOrders find,
      StepBulkOrders steps,
      BulkProperties settings,
      ForecastBulkOrder forecasts,
      Links links,
      ReceiveOrderBody receive) {
    this.orders = orders;
    this.find = find;
    this.steps = steps;
    this.settings = settings;
    this.documents = new BulkDocuments(forecasts, links);
    this.receive = receive;
  }

  /** A page of bulk orders, newest first, with the cursor of the next page. */
  @GetMapping
  Map<String, Object> find(BulkFilter filter, Paging paging) {
    filter.requireState();
    paging.requireCursor();
    List<BulkOrder> found = find.newest(filter.state(), paging.cursor(), paging.size() + 1);
    return paging.document("bulk_orders", found, BulkOrder::id, documents::summary);
  }

  @GetMapping("/{id}")
  Map<String, Object> show(@PathVariable("id") String id) {
    return documents.details(bulk(id));
  }

  /** Finds and checks the jobs of a bulk order. Nothing is ordered before it is started. */
  @PostMapping
  DeferredResult<ResponseEntity<Map<String, Object>>> plan(
      Principal principal, HttpServletRequest request) throws IOException {
    return receive.receive(
        request,
        bytes -> {
          BulkRequest asked = ReadBulkRequest.fields(bytes).request(settings.stopAbove());
          try {
            BulkOrder bulk = orders.plan(asked, Caller.of(principal).order(asked.reason()));
            return accepted(steps.planNow(bulk).id());
          } catch (OrderRefused e) {
            throw OrdersController.problem(e);
          }
        });
  }

  private interface Give {
    void give(BulkOrder bulk, Order order) throws OrderRefused;
  }

  @PostMapping("/{id}/start")
  DeferredResult<ResponseEntity<Map<String, Object>>> start(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(id, principal, request, orders::start);
  }

  @PostMapping("/{id}/pause")
  DeferredResult<ResponseEntity<Map<String, Object>>> pause(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(id, principal, request, orders::pause);
  }

  @PostMapping("/{id}/resume")
  DeferredResult<ResponseEntity<Map<String, Object>>> resume(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(id, principal, request, orders::resume);
  }

  @PostMapping("/{id}/end")
  DeferredResult<ResponseEntity<Map<String, Object>>> end(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(id, principal, request, orders::end);
  }

  private DeferredResult<ResponseEntity<Map<String, Object>>> take(
      String id, Principal principal, HttpServletRequest request, Give give) throws IOException {
    BulkOrder bulk = bulk(id);
    return receive.receive(
        request,
        bytes -> {
          Order order = ReadOrder.order(principal, ReadOrder.body(bytes, Set.of("reason")));
          try {
            give.give(bulk, order);
          } catch (OrderRefused e) {
            throw OrdersController.problem(e);
          }
          return accepted(id);
        });
  }

  private ResponseEntity<Map<String, Object>> accepted(String id) {
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(documents.details(bulk(id)));
  }

  private BulkOrder bulk(String id) {
    return find.byId(id).orElseThrow(BulkOrdersController::unknown);
  }

  static Problem unknown() {
    return Problem.of(404, "unknown-bulk-order", "There is no bulk order of this id.");
  }
}
