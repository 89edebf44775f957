package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.chat.ChatStyle;
import dev.rivyaroutes.simulator.chat.Chats;
import dev.rivyaroutes.simulator.chat.PaidTurn;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** The simulator's own endpoint for chat: the paid turns, and how answers stream. */
final class ShowTurns {

  private final Chats chats;

  ShowTurns(Chats chats) {
    this.chats = chats;
  }

  Reply show(Call call) {
    ObjectNode root =
        ApiJson.object().put("shape", chats.style().shape().name().toLowerCase(Locale.ROOT));
    root.put("pause_ms", chats.style().pause().toMillis());
    ArrayNode data = root.putArray("data");
    for (PaidTurn turn : chats.all()) {
      data.addObject()
          .put("sequence", turn.sequence())
          .put("id", turn.id())
          .put("account", turn.account())
          .put("idempotency_key", turn.idempotencyKey())
          .put("body_sha256", turn.bodySha256())
          .put("session_id", turn.session())
          .put("final_credits", turn.finalCredits())
          .set("body", turn.body());
    }
    return ApiJson.json(200, root);
  }

  Reply change(Call call) throws IOException {
    ObjectNode wish = ApiJson.parse(call.body());
    ChatStyle now = chats.style();
    chats.style(
        new ChatStyle(
            ChatStyle.Shape.of(wish.path("shape").asText(now.shape().name())),
            Duration.ofMillis(wish.path("pause_ms").asLong(now.pause().toMillis()))));
    return show(call);
  }
}
