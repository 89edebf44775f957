package dev.rivyaroutes.api;

import dev.rivyaroutes.engine.models.ShowModels;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.Visibility;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the models of an account. Each caller sees those that pay for its flows. */
@RestController
class ModelsController {

  private final ShowModels models;

  ModelsController(ShowModels models) {
    this.models = models;
  }

  /**
   * @param account may be missing where the caller sees one account only
   */
  @GetMapping("/api/models")
  Map<String, Object> show(
      @RequestParam(name = "account", required = false) String account, Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    Set<String> accounts = models.accounts(sees);
    if (accounts.isEmpty()) {
      throw Problem.of(
          404,
          "unknown-account",
          "None of the flows that you may use has an account; see rivya.access.");
    }
    if (StringUtils.hasText(account)) {
      if (!accounts.contains(account.strip())) {
        throw unknown(404, "You may not use an account of this name: ", accounts);
      }
      return models.describe(account.strip(), sees);
    }
    if (accounts.size() > 1) {
      throw unknown(400, "Name the account: ", accounts);
    }
    return models.describe(accounts.iterator().next(), sees);
  }

  private static Problem unknown(int status, String why, Set<String> accounts) {
    return Problem.of(
        status,
        "unknown-account",
        why + "add ?account= with one of " + String.join(", ", accounts) + ".");
  }
}
