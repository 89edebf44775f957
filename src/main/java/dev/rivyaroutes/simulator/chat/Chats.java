package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.account.Limits;
import dev.rivyaroutes.simulator.account.Wallets;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiError;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every paid chat turn and every session since the start or reset. A turn and its payment are
 * atomic, so concurrent equal calls pay once.
 */
public final class Chats {

  private final String run = Integer.toString(new SecureRandom().nextInt(1 << 30), 36);
  private final Map<String, ChatSession> sessions = new LinkedHashMap<>();
  private final Map<String, PaidTurn> byKey = new HashMap<>();
  private final List<PaidTurn> turns = new ArrayList<>();
  private final Clock clock;
  private final Limits limits;
  private final Wallets wallets;
  private final GivenResults given;
  private long minted;
  private volatile ChatStyle style = ChatStyle.DEFAULT;

  public Chats(Clock clock, Limits limits, Wallets wallets, GivenResults given) {
    this.given = given;
    this.clock = clock;
    this.limits = limits;
    this.wallets = wallets;
  }

  /** A turn that passed all checks. */
  record Ask(String account, String key, String sha256, ObjectNode body, Model model) {

    String session() {
      return body.path("session_id").asText("");
    }
  }

  /** All paid turns, in the order of payment. */
  public synchronized List<PaidTurn> all() {
    return List.copyOf(turns);
  }

  /** How answers stream from now on. */
  public void style(ChatStyle next) {
    style = next;
  }

  public ChatStyle style() {
    return style;
  }

  /** Forgets a session: the next turn in it is a conflict. */
  public synchronized void forget(String session) {
    sessions.remove(session);
  }

  synchronized ChatSession session(String id) {
    return sessions.get(id);
  }

  synchronized List<ChatSession> sessions(String account) {
    return sessions.values().stream().filter(session -> session.isOf(account)).toList();
  }

  /** The earlier turn of the key, or null; another body is a conflict. */
  synchronized PaidTurn earlier(String account, String key, String sha256) {
    PaidTurn found = key == null ? null : byKey.get(account + '\n' + key);
    if (found == null || !clock.instant().isBefore(found.createdAt().plus(limits.keyLife()))) {
      return null;
    }
    if (!found.request().bodySha256().equals(sha256)) {
      throw new ApiError(
          409, "idempotency_conflict", "The Idempotency-Key was used with another body.");
    }
    return found;
  }

  /** Pays for the turn, unless the key was used before. */
  synchronized PaidTurn pay(Ask ask) {
    PaidTurn earlier = earlier(ask.account(), ask.key(), ask.sha256());
    if (earlier != null) {
      return earlier;
    }
    ChatSession session = sessionOf(ask);
    long reserved = ask.model().reserved("");
    if (!wallets.take(ask.account(), reserved)) {
      throw new ApiError(402, "insufficient_credits", "The account has too few credits.");
    }
    long settled = Math.max(1, reserved - 1);
    Instant now = clock.instant();
    wallets.giveBackAt(ask.account(), reserved - settled, now);
    PaidTurn turn =
        new PaidTurn(
            turns.size() + 1L,
            mint("chatcmpl_"),
            ask.account(),
            new TurnRequest(ask.key(), ask.sha256(), ask.body()),
            session.id(),
            answer(ask, session),
            new TurnCredits(reserved, settled),
            now);
    turns.add(turn);
    session.turns().add(turn);
    sessions.put(session.id(), session);
    if (ask.key() != null) {
      byKey.put(ask.account() + '\n' + ask.key(), turn);
    }
    return turn;
  }

  private String answer(Ask ask, ChatSession session) {
    String set = given.of(ask.key()).answer();
    return set == null
        ? "Answer %d to: %s"
            .formatted(session.turns().size() + 1, ask.body().path("message").asText())
        : set;
  }

  private ChatSession sessionOf(Ask ask) {
    if (ask.session().isEmpty()) {
      return new ChatSession(mint("session_"), ask.account(), ask.model().id());
    }
    ChatSession session = sessions.get(ask.session());
    if (session == null || !session.takes(ask.account(), ask.model().id())) {
      throw new ApiError(
          409, "chat_session_conflict", "The session cannot be used for this request.");
    }
    return session;
  }

  private String mint(String kind) {
    return kind + run + "_" + Long.toString(++minted, 36);
  }

  public synchronized void reset() {
    sessions.clear();
    byKey.clear();
    turns.clear();
    style = ChatStyle.DEFAULT;
  }
}
