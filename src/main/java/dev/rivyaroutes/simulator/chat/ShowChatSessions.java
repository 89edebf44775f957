package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;

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
        throw ApiError.notFound("The session");
      }
      return ApiJson.json(200, session.details());
    }
    ObjectNode root = ApiJson.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    chats.sessions(call.account()).forEach(session -> data.add(session.summary()));
    return ApiJson.json(200, root);
  }
}
