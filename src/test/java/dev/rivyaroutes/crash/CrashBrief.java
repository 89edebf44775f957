package dev.rivyaroutes.crash;

/**
 * One of the numbered briefs: each odd one comes as a file, each even one over HTTP; two of four
 * are plain text, two are JSON. A chat turn comes as JSON over HTTP, in one of four conversations.
 */
record CrashBrief(int number, boolean chat) {

  private static final int CONVERSATIONS = 4;

  static CrashBrief image(int number) {
    return new CrashBrief(number, false);
  }

  String flow() {
    return chat ? "crash-chat" : "crash";
  }

  String conversation() {
    return "talk-" + number / 2 % CONVERSATIONS;
  }

  boolean overHttp() {
    return chat || number % 2 == 0;
  }

  private boolean isText() {
    return !chat && number % 4 < 2;
  }

  String prompt() {
    return "Crash brief %03d: a lighthouse, 50%% fog & no ships".formatted(number);
  }

  /** The brief's own id; over HTTP its idempotency key. */
  String id() {
    return "brief-%03d".formatted(number);
  }

  String fileName() {
    return id() + (isText() ? ".txt" : ".json");
  }

  String mediaType() {
    return isText() ? "text/plain" : "application/json";
  }

  String text() {
    if (chat) {
      return "{\"message\": \"%s\", \"conversation\": \"%s\"}".formatted(prompt(), conversation());
    }
    return isText() ? prompt() : "{\"prompt\": \"%s\"}".formatted(prompt());
  }

  String resultName() {
    return id() + (chat ? "-1.md" : "-1.png");
  }

  /** What tells of its failure. */
  String errorName() {
    return id() + ".error.json";
  }

  String sidecarName() {
    return resultName() + ".json";
  }
}
