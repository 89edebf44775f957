package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import dev.rivyaroutes.media.MediaStore;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The messages that make no job: why, what came, and the order to take them again. */
@Controller
@RequestMapping("/console/quarantine")
class QuarantinePage {
  private static final int SIZE = 50;

  private final Quarantine quarantine;
  private final ReplayQuarantined replays;
  private final MediaStore store;
  private final ShowFiles files;

  QuarantinePage(
      Quarantine quarantine, ReplayQuarantined replays, MediaStore store, ShowFiles files) {
    this.files = files;
    this.quarantine = quarantine;
    this.replays = replays;
    this.store = store;
  }

  /**
   * @param text a part of the name, the caller or the reason
   * @param before the last message of the page before
   */
  @GetMapping
  String list(
      @RequestParam(name = "text", required = false) String text,
      @RequestParam(name = "before", required = false) String before,
      Principal principal,
      Model page) {
    String part = text == null || text.isBlank() ? null : text.strip();
    List<QuarantinedMessage> found =
        quarantine.search(
            new QuarantineSearch(
                Caller.of(principal).sees(), null, null, null, part, before, SIZE + 1));
    Page<QuarantinedMessage> shown = Page.of(found, SIZE, QuarantinedMessage::id);
    page.addAttribute("text", part);
    page.addAttribute("messages", shown.rows());
    page.addAttribute("next", shown.next());
    return "console/quarantine";
  }

  @GetMapping("/{id}")
  ModelAndView show(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request) {
    QuarantinedMessage message = message(id, principal);
    RawMessage raw = message.message().raw();
    ModelAndView page = new ModelAndView("console/message");
    page.addObject("message", message);
    // As the raw bytes over the API, their text is for operators.
    if (raw != null && request.isUserInRole("OPERATOR")) {
      page.addObject("text", files.text(raw.sha256(), raw.contentType(), raw.size()));
    }
    boolean kept = raw != null && files.kept(message.quarantinedAt()).test(raw.sha256());
    page.addObject("kept", kept);
    page.addObject("mayTake", message.state() == QuarantinedMessage.State.KEPT && kept);
    return page;
  }

  /** Has the source take the message again, and shows it by a new call. */
  @PostMapping("/{id}/replay")
  ModelAndView replay(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal,
      HttpServletRequest request) {
    QuarantinedMessage message = message(id, principal);
    try {
      replays.order(message, Caller.of(principal).order(reason), store::keeps);
    } catch (OrderRefused e) {
      ModelAndView page = show(id, principal, request);
      page.setStatus(
          e.why() == OrderRefused.Why.MEDIA_GONE ? HttpStatus.GONE : HttpStatus.CONFLICT);
      page.addObject("refused", e.getMessage());
      return page;
    }
    return new ModelAndView("redirect:/console/quarantine/" + id);
  }

  private QuarantinedMessage message(String id, Principal principal) {
    return quarantine
        .find(id, Caller.of(principal).sees())
        .orElseThrow(
            () ->
                Problem.of(404, "unknown-message", "There is no quarantined message of this id."));
  }
}
