package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Checks what only other systems can tell: it reaches them, and changes nothing there. */
@FunctionalInterface
public interface LiveCheck {

  /**
   * @param settings keys with their values, as on the command line of a start
   * @param timeout how long to wait for one system
   * @param wrong the flows with errors: what they would do cannot be shown
   */
  List<Finding> find(List<String> settings, Duration timeout, Set<String> wrong) throws IOException;
}
