package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.access.AccessProperties;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Finds flows that are called over HTTP, and that no caller may call. */
final class CheckCallers {

  private static final String SOURCE = "http-drop-source";

  private final AccessProperties access;
  private final boolean off;

  CheckCallers(Environment environment) {
    this.access = access(environment);
    this.off = environment.getProperty("server.port", "").strip().equals("-1");
  }

  /** Null if it is invalid, which is a finding of its own. */
  private static AccessProperties access(Environment environment) {
    try {
      return Binder.get(environment).bindOrCreate("rivya.access", AccessProperties.class);
    } catch (BindException e) {
      return null;
    }
  }

  void check(FlowFile file, FlowFile.Use use, List<Finding> findings) {
    if (!use.kamelet().equals(SOURCE) || access == null) {
      return;
    }
    if (off) {
      findings.add(
          Finding.warning(
              Rule.CALLER,
              use.place(),
              "Nobody can call this flow: server.port is -1, so there is no HTTP server.",
              "Set server.port, such as 8080."));
    } else if (access.isOpen()) {
      findings.add(
          Finding.note(
              Rule.CALLER,
              use.place(),
              "Only programs on this machine can call this flow, because no caller is configured.",
              "Add a token with role: submitter and flows: [%s] under rivya.access.tokens."
                  .formatted(file.flow())));
    } else if (!isCalled(file.flow())) {
      findings.add(
          Finding.warning(
              Rule.CALLER,
              use.place(),
              "No token and no user under rivya.access may call this flow.",
              "Add %s to the flows of one with role: submitter.".formatted(file.flow())));
    }
  }

  private boolean isCalled(String flow) {
    return access.tokens().stream().anyMatch(one -> isCaller(one.role(), one.flows(), flow))
        || access.users().stream().anyMatch(one -> isCaller(one.role(), one.flows(), flow))
        || access.oidc().groups().stream().anyMatch(one -> isCaller(one.role(), one.flows(), flow));
  }

  private static boolean isCaller(String role, List<String> flows, String flow) {
    boolean listed = flows == null || flows.contains(flow) || flows.contains("*");
    return listed && ("operator".equalsIgnoreCase(role) || "submitter".equalsIgnoreCase(role));
  }
}
