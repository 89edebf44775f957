package dev.rivyaroutes.crash;

/**
 * One of the numbered briefs: each odd one comes as a file, each even one over HTTP; two of four
 * are plain text, two are JSON.
 */
record CrashBrief(int number) {

  boolean overHttp() {
    return number % 2 == 0;
  }

  private boolean isText() {
    return number % 4 < 2;
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
    return isText() ? prompt() : "{\"prompt\": \"%s\"}".formatted(prompt());
  }

  String resultName() {
    return id() + "-1.png";
  }

  String sidecarName() {
    return resultName() + ".json";
  }
}
