package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.account.AccountCredits;
import dev.rivyaroutes.account.AccountProperties.Account;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.rivya.call.ReadRivya;
import dev.rivyaroutes.rivya.call.RivyaIds;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the balance, the scopes and the models of an account; each call is a GET. */
final class VisitRivya {
  private static final String SCOPE_DENIED = "api_scope_denied";
  private static final String WEBHOOKS = "webhooks:manage";

  /** An id that no task and no file has. */
  private static final String NOBODY = "check-live-0";

  private static final String AT_RIVYA = "Create a key with all scopes at Rivya, and set it in %s.";

  private final Accounts accounts;
  private final ReadRivya rivya;
  private final Map<String, JsonNode> models = new ConcurrentHashMap<>();

  VisitRivya(Accounts accounts, ReadRivya rivya) {
    this.accounts = accounts;
    this.rivya = rivya;
  }

  /** The models of each account that answered. */
  Map<String, JsonNode> models() {
    return models;
  }

  void visit(String name, Seen seen) throws IOException {
    Account account = accounts.get(name);
    readModels(name, account, seen);
    if (accounts.key(name).isEmpty()) {
      seen.error(
          "Account %s has no API key, so only the models of %s were read."
              .formatted(name, account.base()),
          "Set %s.".formatted(accounts.keyPlace(name)));
      return;
    }
    try {
      List<String> scopes = new ArrayList<>();
      BigDecimal balance = balance(name, seen, scopes);
      if (lacks(name, "generations:read", "/api/v1/generations/" + NOBODY, scopes)) {
        missing(name, "generations:read", "no result is fetched", seen);
      }
      if (lacks(name, WEBHOOKS, "/api/v1/webhooks", scopes) && account.webhook().isRegistered()) {
        missing(name, WEBHOOKS, "the webhook endpoint is not registered", seen);
      }
      lacks(name, "files:read", "/api/v1/files/" + NOBODY, scopes);
      lacks(name, "chat:read", "/api/v1/chat/sessions", scopes);
      seen.info(
          "Account %s at %s (%s): %s credits. Its key has the scopes %s. Not tried, because only a call that writes or costs would show them: generations:create, files:create, chat:create."
              .formatted(
                  name,
                  account.base(),
                  accounts.visibleKey(name),
                  balance == null ? "unknown" : PlainCredits.of(balance),
                  scopes.isEmpty() ? "(none that was tried)" : String.join(", ", scopes)));
      if (balance != null) {
        limits(name, account.credits(), balance, seen);
      }
    } catch (RivyaTrouble e) {
      seen.error(text(e), "");
    }
  }

  private void readModels(String name, Account account, Seen seen) {
    try {
      JsonNode list = rivya.models(name);
      models.put(name, list);
    } catch (IOException | RivyaTrouble e) {
      seen.error(
          "The models of %s cannot be read: %s".formatted(account.base(), e.getMessage()),
          "Check rivya.accounts.%s.base-url and the network.".formatted(name));
    }
  }

  private BigDecimal balance(String name, Seen seen, List<String> scopes)
      throws IOException, RivyaTrouble {
    try {
      JsonNode answer = rivya.get(name, "/api/v1/credits");
      scopes.add("credits:read");
      return RivyaIds.balance(answer, "current_credits");
    } catch (RivyaTrouble e) {
      if (!isDenied(e)) {
        throw e;
      }
      seen.warning(
          "The key of account %s lacks the scope credits:read: the balance is not known, so nothing warns before the credits run out."
              .formatted(name),
          AT_RIVYA.formatted(accounts.keyPlace(name)));
      return null;
    }
  }

  /**
   * Tries a scope.
   *
   * @param scopes gets the scope if the key has it
   */
  private boolean lacks(String name, String scope, String path, List<String> scopes)
      throws IOException, RivyaTrouble {
    try {
      rivya.get(name, path);
    } catch (RivyaTrouble e) {
      if (isDenied(e)) {
        return true;
      }
      if (e.cause().trouble() == Trouble.AUTH) {
        throw e;
      }
      if (e.status() != 404 && e.status() != 400) {
        return false;
      }
    }
    scopes.add(scope);
    return false;
  }

  private void missing(String name, String scope, String consequence, Seen seen) {
    seen.error(
        "The key of account %s lacks the scope %s: without it %s."
            .formatted(name, scope, consequence),
        AT_RIVYA.formatted(accounts.keyPlace(name)));
  }

  private static boolean isDenied(RivyaTrouble trouble) {
    return SCOPE_DENIED.equals(trouble.cause().code());
  }

  /** What it says of jobs is about a program that runs. */
  private static String text(RivyaTrouble trouble) {
    return trouble.cause().text().replace(" Its jobs are parked and continue automatically.", "");
  }

  private void limits(String name, AccountCredits limits, BigDecimal balance, Seen seen) {
    boolean paused = balance.compareTo(limits.pauseBelow()) < 0;
    if (paused || balance.compareTo(limits.warnBelow()) < 0) {
      String key = paused ? "pause-below" : "warn-below";
      seen.warning(
          "Account %s has %s credits, fewer than rivya.accounts.%s.credits.%s (%s)%s."
              .formatted(
                  name,
                  PlainCredits.of(balance),
                  name,
                  key,
                  PlainCredits.of(paused ? limits.pauseBelow() : limits.warnBelow()),
                  paused ? ", so it would submit nothing" : ""),
          accounts.addCredits(name) + ".");
    }
  }
}
