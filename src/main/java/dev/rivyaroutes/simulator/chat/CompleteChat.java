package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.chat.Chats.Ask;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * {@code POST /chat/completions} and its {@code /stream}: checks the turn, pays, answers. The same
 * key and body get the first answer again.
 */
public final class CompleteChat implements Handler {

  private final Chats chats;
  private final CheckTurn check;
  private final Counters counters;

  public CompleteChat(Chats chats, CheckTurn check, Counters counters) {
    this.chats = chats;
    this.check = check;
    this.counters = counters;
  }

  @Override
  public Reply answer(Call call) throws IOException {
    String key = call.idempotencyKey();
    byte[] body = call.jsonBody();
    String sha256 = DigestUtils.sha256Hex(body);
    boolean aborts = call.trouble() != null && call.trouble().kind() == TroubleKind.STREAM_ERROR;
    PaidTurn turn = chats.earlier(call.account(), key, sha256);
    if (turn == null) {
      ObjectNode request = ApiJson.parse(body);
      Model model = check.check(request, call.account());
      turn = chats.pay(new Ask(call.account(), key, sha256, request, model));
    } else {
      counters.replayed();
    }
    if (call.route().operation() == Operation.CHAT) {
      return ApiJson.json(200, turn.completion());
    }
    return new Reply(
        200,
        Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-cache"),
        ChatEvents.of(turn, chats.style(), aborts));
  }
}
