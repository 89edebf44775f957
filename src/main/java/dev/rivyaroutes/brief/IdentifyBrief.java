package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.ReadDocument;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.SourceKey;
import java.util.Map;
import org.apache.camel.Exchange;

/** Gives a brief its id, from its source, caller, own id and row. */
final class IdentifyBrief {

  private final Exchange exchange;
  private final Origin origin;
  private final IncomingBrief presented;

  IdentifyBrief(Exchange exchange) {
    this.exchange = exchange;
    this.origin = Origin.of(exchange);
    this.presented = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
  }

  /**
   * The id of a brief: the one that the flow set, else the source's, else the brief's own {@code
   * client_request_id}.
   */
  BriefId id(IncomingBrief brief, String clientRequestId) {
    if (isSetByFlow()) {
      return id(exchange.getVariable(Variables.SOURCE_ID, String.class), 0, "");
    }
    String id = brief.id() == null ? clientRequestId : brief.id();
    if (id == null || id.isBlank()) {
      throw new IllegalStateException(
          "The brief "
              + BriefText.quote(brief.sourceName())
              + " has no id, so a second arrival of it could not be recognized. Set the variable sourceId to"
              + " a stable id of the message before rivya-generation-sink.");
    }
    return id(id, brief.row(), origin.contentDecides() ? content(brief) : "");
  }

  /** The id under which a refused brief is recorded; null for its own. */
  BriefId refusalId(IncomingBrief brief) {
    String id = exchange.getVariable(Variables.REFUSAL_ID, String.class);
    return id == null
        ? null
        : id(id, brief.row(), BriefId.REFUSED + (origin.contentDecides() ? content(brief) : ""));
  }

  /** The fingerprint of its request; null where the caller did not choose the key. */
  String fingerprint() {
    return isSetByFlow() ? null : origin.fingerprint();
  }

  private BriefId id(String id, long row, String version) {
    return new BriefId(origin.source(), origin.caller(), id, row, version);
  }

  private boolean isSetByFlow() {
    String now = exchange.getVariable(Variables.SOURCE_ID, String.class);
    return presented != null && now != null && !now.equals(presented.sourceId());
  }

  /** The content that the source handed in, before the steps of the flow changed it. */
  private String content(IncomingBrief brief) {
    Object body = presented == null ? brief.body() : presented.body();
    if (body instanceof BriefMedia media) {
      return SourceKey.ofFields("media", media.media().sha256());
    }
    if (body instanceof Map<?, ?> fields) {
      return SourceKey.ofFields("document", ReadDocument.write(ReadBriefs.document(fields)));
    }
    return body == null ? "" : SourceKey.ofFields("text", body.toString());
  }
}
