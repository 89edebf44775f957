package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds steps of a chat in a flow that makes media, and the reverse. */
final class CheckKinds {

  private static final String MEDIA = "rivya-generation-sink";
  private static final String CHAT = "rivya-chat-sink";

  private static final Set<String> OF_MEDIA =
      Set.of(
          "rivya-generation-create-action",
          "rivya-generation-status-action",
          "rivya-file-upload-action");

  /** Variables that only the other kind reads, and what to set in their place. */
  private static final Map<String, String> OF_MEDIA_VARIABLES =
      Map.of("prompt", "message", "params", "", "references", "");

  private static final Map<String, String> OF_CHAT_VARIABLES =
      Map.of("message", "prompt", "conversation", "");

  void check(FlowFile file, List<Finding> findings) {
    List<FlowFile.Use> uses = file.uses(file.root());
    boolean media = uses.stream().anyMatch(use -> use.kamelet().equals(MEDIA));
    boolean chat = uses.stream().anyMatch(use -> use.kamelet().equals(CHAT));
    if (media && chat) {
      uses.stream()
          .filter(use -> use.kamelet().equals(CHAT))
          .forEach(
              use ->
                  findings.add(
                      Finding.at(
                          Rule.KIND,
                          use.place(),
                          "The flow %s makes media and chats.".formatted(file.flow()),
                          "Move the chat into a flow of its own: another file in the same folder.")));
    } else if (chat) {
      uses.forEach(use -> checkInChat(file, use, findings));
      checkVariables(file, OF_MEDIA_VARIABLES, CHAT, findings);
    } else if (media) {
      uses.stream()
          .filter(use -> use.kamelet().equals("rivya-chat-action"))
          .forEach(use -> findings.add(foreign(use, "chats", "makes media")));
      checkVariables(file, OF_CHAT_VARIABLES, MEDIA, findings);
    }
  }

  private void checkInChat(FlowFile file, FlowFile.Use use, List<Finding> findings) {
    if (OF_MEDIA.contains(use.kamelet())) {
      findings.add(foreign(use, "makes media", "chats"));
    }
  }

  private static Finding foreign(FlowFile.Use use, String does, String flow) {
    return Finding.warning(
        Rule.KIND,
        use.place(),
        "%s %s, but this flow %s.".formatted(use.kamelet(), does, flow),
        "Remove the step, or move it into a flow of its own.");
  }

  private static void checkVariables(
      FlowFile file, Map<String, String> foreign, String sink, List<Finding> findings) {
    for (FlowFile.Route route : file.routes()) {
      if (file.uses(route.node()).stream().noneMatch(use -> use.kamelet().equals(sink))) {
        continue;
      }
      YamlTree.forEachEntry(
          route.node(),
          (parent, entry) -> {
            String name = YamlTree.textOf(entry.getValueNode(), "name").orElse("");
            if (YamlTree.text(entry.getKeyNode()).equals("setVariable")
                && foreign.containsKey(name)) {
              String right = foreign.get(name);
              findings.add(
                  Finding.warning(
                      Rule.KIND,
                      FileLine.of(
                          file.name(), YamlTree.value(entry.getValueNode(), "name").orElseThrow()),
                      sink + " does not read the variable " + name + ".",
                      right.isEmpty() ? "Remove the step." : "Write name: " + right + "."));
            }
          });
    }
  }
}
