package dev.rivyaroutes.simulator;

import dev.rivyaroutes.simulator.chat.CheckTurn;
import dev.rivyaroutes.simulator.chat.CompleteChat;
import dev.rivyaroutes.simulator.chat.ShowChatSessions;
import dev.rivyaroutes.simulator.control.ControlHandler;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.control.SimulatorState;
import dev.rivyaroutes.simulator.files.CheckReferences;
import dev.rivyaroutes.simulator.files.ShowFile;
import dev.rivyaroutes.simulator.files.UploadFile;
import dev.rivyaroutes.simulator.generation.CheckRequest;
import dev.rivyaroutes.simulator.generation.CreateGeneration;
import dev.rivyaroutes.simulator.generation.RenderMedia;
import dev.rivyaroutes.simulator.generation.ResultUrls;
import dev.rivyaroutes.simulator.generation.ServeMedia;
import dev.rivyaroutes.simulator.generation.ShowGeneration;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.webhook.ManageWebhooks;
import java.util.EnumMap;
import java.util.Map;

/** What answers each operation of the API. */
final class ApiHandlers {

  private ApiHandlers() {}

  static Map<Operation, Handler> of(
      SimulatorState state, ResultUrls urls, SimulatorSettings settings) {
    Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
    handlers.put(
        Operation.CREATE,
        new CreateGeneration(
            state.generations(),
            new CheckRequest(state.models(), new CheckReferences(state.files())),
            state.trouble(),
            state.counters(),
            state::createRules,
            state.given()));
    handlers.put(Operation.STATUS, new ShowGeneration(state.generations(), urls, settings.clock()));
    handlers.put(
        Operation.UPLOAD,
        new UploadFile(
            state.files(), state.models(), settings.clock(), settings.limits().createStatus()));
    handlers.put(Operation.FILE, new ShowFile(state.files()));
    CompleteChat chat =
        new CompleteChat(
            state.chats(), new CheckTurn(state.models(), state.files()), state.counters());
    handlers.put(Operation.CHAT, chat);
    handlers.put(Operation.CHAT_STREAM, chat);
    handlers.put(Operation.CHAT_SESSIONS, new ShowChatSessions(state.chats()));
    handlers.put(
        Operation.CREDITS,
        call ->
            ApiJson.json(
                200,
                ApiJson.object().put("current_credits", state.wallets().balance(call.account()))));
    ManageWebhooks webhooks =
        new ManageWebhooks(state.webhooks(), settings.clock(), settings.limits().createStatus());
    for (Operation operation : Operation.values()) {
      if (operation.name().startsWith("WEBHOOK")) {
        handlers.put(operation, webhooks);
      }
    }
    handlers.put(Operation.MODELS, state.models()::show);
    handlers.put(
        Operation.MEDIA,
        new ServeMedia(
            state.generations(),
            new RenderMedia(settings.media(), state.given()),
            state.counters(),
            settings.clock()));
    handlers.put(Operation.OTHER, new ControlHandler(state));
    return handlers;
  }
}
