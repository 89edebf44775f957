package dev.rivyaroutes.reload;

import java.util.Map;
import java.util.TreeMap;

/**
 * A system that messages or files come from, in two places: topics, queues, folders or prefixes.
 */
abstract class SourceSystem {

  private static final String FLOW =
      """
      # In: briefs of a real server. Out: a line in the log. On failure: the same.
      - route:
          id: %1$s
          description: Take briefs of a real server
          from:
            uri: kamelet:%1$s-drop-source
            parameters:
      %2$s
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: %1$s
                    account: studio
                    model: nano-banana-2
      - route:
          id: %1$s-results
          description: Log the results
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: %1$s
              sink: log
              "on": all
            steps:
              - to:
                  uri: kamelet:log-result-sink
      """;

  private final String flow;
  private int sent;

  SourceSystem(String flow) {
    this.flow = flow;
  }

  /** The name of its flow, and the beginning of its Kamelet's name. */
  String flow() {
    return flow;
  }

  abstract Map<String, String> parameters(int place);

  abstract void send(int place, String id, String prompt) throws Exception;

  /** Whether all that was sent to a place is acknowledged there. */
  abstract boolean isSettled(int place) throws Exception;

  /** The text of its flow file, which reads one of the places. */
  String text(int place) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(parameters(place))
        .forEach((name, value) -> lines.append("        %s: \"%s\"\n".formatted(name, value)));
    return FLOW.formatted(flow, lines.toString().stripTrailing());
  }

  /** Sends one more brief. */
  final synchronized void send(int place) throws Exception {
    sent++;
    send(place, "brief-" + sent, "%s brief %d".formatted(flow, sent));
  }

  final synchronized int sent() {
    return sent;
  }

  static String json(String prompt) {
    return "{\"prompt\": \"" + prompt + "\"}";
  }
}
