package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.ReplayOrder;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Quarantined messages as the API shows them. */
final class QuarantineDocuments {
  private final Links links;

  QuarantineDocuments(Links links) {
    this.links = links;
  }

  Map<String, Object> of(QuarantinedMessage quarantined) {
    RefusedMessage message = quarantined.message();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", quarantined.id());
    document.put("route", message.key().route());
    document.put("flow", message.flows());
    document.put("source", message.key().source());
    document.put("caller", message.key().caller());
    document.put("source_id", message.key().id());
    document.put("name", message.name());
    document.put("state", quarantined.state().column());
    document.put("code", message.refusal().code());
    document.put("reason", message.refusal().reason());
    if (message.refusal().jobId() != null) {
      document.put("job", message.refusal().jobId());
      document.put("job_url", links.job(message.refusal().jobId()));
    }
    document.put("received_at", message.receivedAt());
    document.put("quarantined_at", quarantined.quarantinedAt());
    document.put("raw", raw(quarantined.id(), message.raw()));
    document.put("set_aside", message.setAside());
    document.put("order", order(quarantined.order()));
    document.put("taken_at", quarantined.takenAt());
    document.put("outcome", quarantined.outcome());
    document.put("url", links.quarantined(quarantined.id()));
    return document;
  }

  private Map<String, Object> raw(String id, RawMessage raw) {
    if (raw == null) {
      return null;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("size", raw.size());
    document.put("sha256", raw.sha256());
    document.put("content_type", raw.contentType());
    document.put("encoding", raw.encoding());
    document.put("url", links.quarantined(id) + "/raw");
    return document;
  }

  private static Map<String, Object> order(ReplayOrder order) {
    if (order == null) {
      return null;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("by", order.by());
    document.put("at", order.at());
    document.put("reason", order.reason());
    return document;
  }
}
