package dev.rivyaroutes.crash;

/** One of the numbered briefs: each odd one plain text, each even one JSON. */
record CrashBrief(int number) {

  String prompt() {
    return "Crash brief %03d: a lighthouse, 50%% fog & no ships".formatted(number);
  }

  private boolean isText() {
    return number % 2 == 1;
  }

  String fileName() {
    return "brief-%03d.%s".formatted(number, isText() ? "txt" : "json");
  }

  String text() {
    return isText() ? prompt() : "{\"prompt\": \"%s\"}".formatted(prompt());
  }

  String resultName() {
    return "brief-%03d-1.png".formatted(number);
  }

  String sidecarName() {
    return resultName() + ".json";
  }
}
