package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.ledger.bulk.BulkItem;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
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

  /** An empty parameter is one that is not there. */
  @InitBinder("paging")
  void trim(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
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
        find.items(
            id,
            BulkItem.State.valueOf(state.toUpperCase(Locale.ROOT)),
            paging.cursor(),
            paging.size() + 1);
    Page<BulkItem> page = Page.of(found, paging.size(), BulkItem::jobId);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobs", page.rows().stream().map(this::document).toList());
    if (page.next() != null) {
      answer.put("next_cursor", page.next());
    }
    return answer;
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
