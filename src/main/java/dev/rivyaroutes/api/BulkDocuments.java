package dev.rivyaroutes.api;

import dev.rivyaroutes.account.ForecastBulkOrder;
import dev.rivyaroutes.account.ForecastBulkOrder.Forecast;
import dev.rivyaroutes.account.ForecastBulkOrder.OfAccount;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.bulk.BulkOrder;
import dev.rivyaroutes.ledger.bulk.BulkPlan;
import dev.rivyaroutes.ledger.bulk.BulkProgress;
import dev.rivyaroutes.ledger.bulk.BulkRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bulk orders as the API shows them. */
final class BulkDocuments {
  private final ForecastBulkOrder forecasts;
  private final Links links;

  BulkDocuments(ForecastBulkOrder forecasts, Links links) {
    this.forecasts = forecasts;
    this.links = links;
  }

  /** Without the forecast, which costs some queries. */
  Map<String, Object> summary(BulkOrder bulk) {
    BulkRequest request = bulk.request();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", bulk.id());
    document.put("name", request.name());
    document.put("order", request.kind().word());
    if (request.deliveries() != null) {
      document.put("deliveries", request.deliveries().word());
    }
    document.put("q", request.filter());
    document.put("reason", request.reason());
    document.put("first", request.first());
    document.put("stop_above", request.stopAbove());
    document.put("by", bulk.author().name());
    document.put("state", bulk.state().column());
    if (bulk.status().cause() != null) {
      document.put("cause", bulk.status().cause());
    }
    document.put("created_at", bulk.createdAt());
    document.put("updated_at", bulk.status().updatedAt());
    document.put("progress", progress(bulk.progress()));
    document.put("url", links.bulkOrder(bulk.id()));
    return document;
  }

  Map<String, Object> details(BulkOrder bulk) {
    Map<String, Object> document = summary(bulk);
    document.put("plan", plan(bulk.plan()));
    return document;
  }

  private static Map<String, Object> progress(BulkProgress progress) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("waiting", progress.waiting());
    document.put("open", progress.open());
    document.put("succeeded", progress.succeeded());
    document.put("failed", progress.failed());
    document.put("skipped", progress.skippedJobs());
    document.put("skipped_because", reasons(progress.skipped()));
    return document;
  }

  private Map<String, Object> plan(BulkPlan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("will", plan.will());
    document.put("will_not", plan.willNot());
    document.put("will_not_because", reasons(plan.refused()));
    document.put("credits_least", plan.least());
    document.put("credits_most", plan.most());
    document.put("unpriced", plan.unpriced());
    Forecast forecast = forecasts.of(plan);
    document.put("accounts", forecast.accounts().stream().map(BulkDocuments::account).toList());
    document.put("caps", forecast.caps().stream().map(BulkDocuments::cap).toList());
    return document;
  }

  private static List<Map<String, Object>> reasons(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(
            one -> {
              Map<String, Object> reason = new LinkedHashMap<>();
              reason.put("reason", one.getKey());
              reason.put("jobs", one.getValue());
              return reason;
            })
        .toList();
  }

  private static Map<String, Object> account(OfAccount account) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("account", account.account());
    document.put("jobs", account.jobs());
    document.put("credits_least", account.least());
    document.put("credits_most", account.most());
    if (account.balance() != null) {
      document.put("balance", account.balance());
      document.put("balance_after", account.after());
    }
    document.put("seconds", account.duration().toSeconds());
    return document;
  }

  private static Map<String, Object> cap(ForecastBulkOrder.OfCap cap) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("key", cap.key());
    document.put("period", cap.period());
    document.put("cap", cap.cap());
    document.put("used", cap.used());
    document.put("used_after", cap.after());
    document.put("exceeded", cap.exceeded());
    return document;
  }
}
