package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds sources that delete or move what they took in, without a place for what was refused. */
final class CheckQuarantine {

  private static final Set<String> WITH_QUARANTINE = Set.of("s3-drop-source", "sftp-drop-source");

  private final UnaryOperator<String> resolve;

  CheckQuarantine(UnaryOperator<String> resolve) {
    this.resolve = resolve;
  }

  void check(FlowFile.Use use, List<Finding> findings) {
    String after = use.value("after", "keep", resolve);
    boolean s3 = use.system().equals("s3");
    if (WITH_QUARANTINE.contains(use.kamelet())) {
      if (after.equals("move") || after.equals("delete")) {
        checkFolder(use, "quarantine", s3 ? "quarantine/" : ".refused", "refused", findings);
      }
      if (after.equals("move")) {
        checkFolder(use, "target", s3 ? "done/" : ".done", "accepted", findings);
      }
    } else if (use.kamelet().equals("folder-drop-source")) {
      checkFolder(use, "refused", ".refused", "refused", findings);
      checkFolder(use, "done", ".done", "accepted", findings);
    } else if (use.kamelet().equals("mail-drop-source") && after.equals("move")) {
      checkMailbox(use, findings);
    } else if (use.kamelet().equals("database-drop-source") && after.equals("mark")) {
      if (use.value("status", "", resolve).isBlank()) {
        add(
            use,
            "after",
            "after is mark, but there is no column to mark.",
            "Add status: with the column that becomes accepted or refused.",
            findings);
      }
    }
  }

  private void checkFolder(
      FlowFile.Use use, String parameter, String usual, String what, List<Finding> findings) {
    String folder = withoutSlash(use.value(parameter, usual, resolve));
    String prefix = use.value("prefix", "", resolve);
    String watched = withoutSlash(use.value("directory", "", resolve));
    if (folder.contains("{{") || watched.contains("{{") || prefix.contains("{{")) {
      return;
    }
    if (folder.isBlank()) {
      add(
          use,
          parameter,
          "%s is empty, so there is no place for what was %s.".formatted(parameter, what),
          "Write %s: %s, or remove it: that is its default.".formatted(parameter, usual),
          findings);
    } else if (folder.equals(watched) || (prefix + "/").startsWith(folder + "/")) {
      add(
          use,
          parameter,
          "%s is %s, which is or contains the folder that is read.".formatted(parameter, folder),
          "Write another folder, such as %s: %s.".formatted(parameter, usual),
          findings);
    }
  }

  private void checkMailbox(FlowFile.Use use, List<Finding> findings) {
    String target = use.value("target", "", resolve);
    if (target.isBlank() || target.equalsIgnoreCase(use.value("folder", "INBOX", resolve))) {
      add(
          use,
          target.isBlank() ? "after" : "target",
          "after is move, but target names no other folder of the mailbox.",
          "Write target: Done.",
          findings);
    }
  }

  /** Endpoints of Camel delete by themselves, even what could not be used. */
  void check(Endpoints.Endpoint endpoint, List<Finding> findings) {
    boolean consumed = endpoint.step().equals("from") || endpoint.step().startsWith("poll");
    if (!consumed) {
      return;
    }
    String scheme = endpoint.scheme();
    if (scheme.equals("aws2-s3") && !endpoint.option("deleteAfterRead").equals("false")) {
      findings.add(
          Finding.warning(
              Rule.QUARANTINE,
              endpoint.place(),
              "aws2-s3 deletes each object that it read, even if it was refused.",
              "Use kamelet:s3-drop-source, or add deleteAfterRead: false."));
    } else if (endpoint.option("delete").equals("true")
        && endpoint.option("moveFailed").isEmpty()) {
      findings.add(
          Finding.warning(
              Rule.QUARANTINE,
              endpoint.options().get("delete").place(),
              scheme + " deletes what it read, even if it was refused.",
              "Use the source Kamelet for it, or add moveFailed: .refused."));
    }
  }

  private static String withoutSlash(String path) {
    return path.strip().replaceFirst("(?<=.)/+$", "");
  }

  private static void add(
      FlowFile.Use use, String parameter, String problem, String remedy, List<Finding> findings) {
    findings.add(
        Finding.at(
            Rule.QUARANTINE, use.placeOf(parameter), use.kamelet() + ": " + problem, remedy));
  }
}
