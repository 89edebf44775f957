package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import dev.rivyaroutes.media.MediaStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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

/** Shows the messages that make no job, and takes the orders to take them again. */
@RestController
@RequestMapping("/api/quarantine")
class QuarantineController {

  private final Quarantine quarantine;
  private final ReplayQuarantined replays;
  private final MediaStore store;
  private final QuarantineDocuments documents;
  private final ReceiveOrderBody receive;

  QuarantineController(
      Quarantine quarantine,
      ReplayQuarantined replays,
      MediaStore store,
      Links links,
      ReceiveOrderBody receive) {
    this.quarantine = quarantine;
    this.replays = replays;
    this.store = store;
    this.documents = new QuarantineDocuments(links);
    this.receive = receive;
  }

  /** A page of messages, newest first, with the cursor of the next page. */
  @GetMapping
  Map<String, Object> find(QuarantineFilter filter, Paging paging, Principal principal) {
    List<QuarantinedMessage> found = quarantine.search(filter.search(Caller.of(principal), paging));
    return paging.document("messages", found, QuarantinedMessage::id, documents::of);
  }

  @GetMapping("/{id}")
  Map<String, Object> show(@PathVariable("id") String id, Principal principal) {
    return documents.of(message(id, principal));
  }

  /** The exact bytes of a message, which a stranger wrote: a browser must only save them. */
  @GetMapping("/{id}/raw")
  void raw(
      @PathVariable("id") String id,
      Principal principal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    QuarantinedMessage message = message(id, principal);
    RawMessage raw = message.message().raw();
    try {
      if (raw == null) {
        throw new FileNotFoundException();
      }
      InputStream bytes = store.open(raw.sha256());
      new HttpAnswer(
              200,
              "application/octet-stream",
              Attachment.headers(message.message().name()),
              () -> bytes,
              raw.size())
          .send(request, response);
    } catch (FileNotFoundException e) {
      throw Problem.of(410, "file-gone", "The bytes of the message are not kept.");
    }
  }

  /** Has the source take a message again. */
  @PostMapping("/{id}/replay")
  DeferredResult<ResponseEntity<Map<String, Object>>> replay(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return receive.receive(
        request,
        bytes -> {
          JsonNode body = ReadOrder.body(bytes, Set.of("reason"));
          QuarantinedMessage message = message(id, principal);
          try {
            replays.order(message, ReadOrder.order(principal, body), store::keeps);
          } catch (OrderRefused e) {
            throw OrdersController.problem(e);
          }
          return ResponseEntity.status(HttpStatus.ACCEPTED)
              .body(documents.of(message(id, principal)));
        });
  }

  private QuarantinedMessage message(String id, Principal principal) {
    return quarantine
        .find(id, Caller.of(principal).sees())
        .orElseThrow(
            () ->
                Problem.of(404, "unknown-message", "There is no quarantined message of this id."));
  }
}
