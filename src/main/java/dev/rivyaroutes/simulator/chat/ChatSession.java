package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session of one account and one model, and its turns. */
record ChatSession(String id, String account, String model, List<PaidTurn> turns) {

  ChatSession(String id, String account, String model) {
    this(id, account, model, new CopyOnWriteArrayList<>());
  }

  boolean isOf(String otherAccount) {
    return account.equals(otherAccount);
  }

  boolean takes(String otherAccount, String otherModel) {
    return isOf(otherAccount) && model.equals(otherModel);
  }

  ObjectNode summary() {
    return ApiJson.object()
        .put("id", id)
        .put("object", "chat.session")
        .put("model", model)
        .put("created_at", ApiJson.time(turns.get(0).createdAt()))
        .put("updated_at", ApiJson.time(turns.get(turns.size() - 1).createdAt()));
  }

  ObjectNode details() {
    ObjectNode json = summary();
    ArrayNode messages = json.putArray("messages");
    for (PaidTurn turn : turns) {
      messages
          .addObject()
          .put("id", "asked_" + turn.id())
          .put("role", "user")
          .put("content", turn.message());
      messages
          .addObject()
          .put("id", "message_" + turn.id())
          .put("role", "assistant")
          .put("content", turn.answer());
    }
    return json;
  }
}
