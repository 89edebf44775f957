package dev.rivyaroutes.simulator.server;

import dev.rivyaroutes.simulator.trouble.Operation;

/** The operation of a method and path, with the id in the path. */
public record RequestTarget(Operation operation, String name) {

  static final String CONTROL = "/_simulator/";
  public static final String MEDIA = "/media/";
  private static final String API = "/api/v1/";
  private static final String SESSIONS = "sessions/";

  public static RequestTarget of(String method, String path) {
    boolean get = method.equals("GET");
    if (path.startsWith(MEDIA)) {
      return get || method.equals("HEAD")
          ? new RequestTarget(Operation.MEDIA, path.substring(MEDIA.length()))
          : unknown(path);
    }
    if (!path.startsWith(API)) {
      return unknown(path);
    }
    String resource = path.substring(API.length());
    int slash = resource.indexOf('/');
    String collection = slash < 0 ? resource : resource.substring(0, slash);
    String name = slash < 0 ? "" : resource.substring(slash + 1);
    boolean post = method.equals("POST");
    if (collection.equals("chat")) {
      return chat(get, post, name, path);
    }
    Operation operation = operation(get, post, collection, name);
    return operation == null ? unknown(path) : new RequestTarget(operation, name);
  }

  private static Operation operation(boolean get, boolean post, String collection, String name) {
    boolean all = name.isEmpty();
    return switch (collection) {
      case "generations" -> get && !all ? Operation.STATUS : post && all ? Operation.CREATE : null;
      case "files" -> get && !all ? Operation.FILE : post && all ? Operation.UPLOAD : null;
      case "webhooks" -> webhooks(post, name);
      case "webhook-events" -> get && all ? Operation.WEBHOOK_EVENTS : null;
      case "models" -> get && all ? Operation.MODELS : null;
      case "credits" -> get && all ? Operation.CREDITS : null;
      default -> null;
    };
  }

  /** The calls that create a secret are operations of their own. */
  private static Operation webhooks(boolean post, String name) {
    if (post && name.isEmpty()) {
      return Operation.WEBHOOK_CREATE;
    }
    return post && name.endsWith("/rotate-secret") ? Operation.WEBHOOK_ROTATE : Operation.WEBHOOKS;
  }

  private static RequestTarget chat(boolean get, boolean post, String name, String path) {
    if (post && name.equals("completions")) {
      return new RequestTarget(Operation.CHAT, "");
    }
    if (post && name.equals("completions/stream")) {
      return new RequestTarget(Operation.CHAT_STREAM, "");
    }
    if (get && (name + "/").startsWith(SESSIONS)) {
      String session = name.length() < SESSIONS.length() ? "" : name.substring(SESSIONS.length());
      return new RequestTarget(Operation.CHAT_SESSIONS, session);
    }
    return unknown(path);
  }

  private static RequestTarget unknown(String path) {
    return new RequestTarget(Operation.OTHER, path);
  }
}
