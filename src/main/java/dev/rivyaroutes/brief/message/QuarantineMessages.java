package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Quarantines a message: first its bytes, then its row. Only then is it acknowledged, so that a
 * crash in between repeats both.
 */
@Component
public class QuarantineMessages {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineMessages.class);
  private static final DataSize MOST = DataSize.ofGigabytes(1);

  private final Quarantine quarantine;
  private final MediaStore store;

  public QuarantineMessages(Quarantine quarantine, MediaStore store) {
    this.quarantine = quarantine;
    this.store = store;
  }

  /**
   * @param setAside where its source sets it aside afterwards; null if it does not
   */
  void keep(Place place, ReceivedMessage message, Refusal refusal, String setAside)
      throws IOException {
    RawMessage raw = store(message);
    Origin origin = message.origin();
    String content = origin.contentDecides() && raw != null ? raw.sha256() : "";
    String route = place.route();
    Optional<String> id =
        quarantine.keep(
            new RefusedMessage(
                new MessageKey(route, origin.source(), origin.caller(), message.id(), content),
                place.flows(),
                message.name(),
                refusal,
                raw,
                message.receivedAt(),
                setAside));
    id.ifPresent(
        kept ->
            LOG.warn(
                "Route {}: {} is quarantined as {} ({}): {}",
                route,
                BriefText.quote(message.name()),
                kept,
                refusal.code(),
                refusal.reason()));
  }

  private RawMessage store(ReceivedMessage message) throws IOException {
    if (message.raw() == null) {
      return null;
    }
    try {
      StoredMedia stored = store.put(message.raw().open(), MOST.toBytes());
      return new RawMessage(
          stored.sha256(), stored.size(), message.contentType(), message.bytes().encoding());
    } catch (TooLargeException e) {
      LOG.warn(
          "The bytes of {} are not kept, because they are larger than {} GB.",
          BriefText.quote(message.name()),
          MOST.toGigabytes());
      return null;
    }
  }
}
