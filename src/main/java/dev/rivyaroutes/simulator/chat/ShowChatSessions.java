package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Refusal;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.server.Wire;

/** {@code GET /chat/sessions} and {@code GET /chat/sessions/{id}}, of the key's account. */
public final class ShowChatSessions implements Handler {

  private final Chats chats;

  public ShowChatSessions(Chats chats) {
    this.chats = chats;
  }

  @Override
  public Reply answer(Call call) {
    String id = call.route().name();
    if (!id.isEmpty()) {
      ChatSession session = chats.session(id);
      if (session == null || !session.isOf(call.account())) {
        throw Refusal.notFound("The session");
      }
      return Wire.json(200, session.details());
    }
    ObjectNode root = Wire.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    chats.sessions(call.account()).forEach(session -> data.add(session.summary()));
    return Wire.json(200, root);
  }
}
