package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.bulk.BulkItem;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the jobs of a bulk order by what became of the order. */
@RestController
@RequestMapping("/api/bulk-orders/{id}/jobs")
class BulkJobsController {

  private final FindBulkOrders find;
  private final Links links;

  BulkJobsController(FindBulkOrders find, Links links) {
    this.find = find;
    this.links = links;
  }

  /** A page of jobs of one state, the oldest first, with the cursor of the next page. */
  @GetMapping
  Map<String, Object> jobs(
      @PathVariable("id") String id,
      @RequestParam(name = "state", defaultValue = "failed") String state,
      Paging paging) {
    Paging.require(
        BulkItem.State.isKnown(state), "state", "waiting, open, succeeded, failed or skipped");
    paging.requireCursor();
    find.byId(id).orElseThrow(BulkOrdersController::unknown);
    List<BulkItem> found =
        find.items(id, BulkItem.State.fromColumn(state), paging.cursor(), paging.size() + 1);
    return paging.document("jobs", found, BulkItem::jobId, this::document);
  }

  private Map<String, Object> document(BulkItem item) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", item.jobId());
    document.put("state", item.state().column());
    if (item.reason() != null) {
      document.put("reason", item.reason());
    }
    document.put("url", links.job(item.jobId()));
    return document;
  }
}
