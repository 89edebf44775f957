package dev.rivyaroutes.brief.folder;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of files that this system cannot decode, so that the files cannot be opened. Each is logged
 * once, because such a file would otherwise stay in its folder without a cause.
 */
final class UndecodableNames {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodableNames.class);
  private static final int MOST = 1_000;

  /** What Java substitutes for an undecodable byte. */
  private static final char NO_CHARACTER = '\uFFFD';

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /** Logs the file if its name cannot be decoded; true when it did so now. */
  boolean warn(String file) {
    boolean now = file.indexOf(NO_CHARACTER) >= 0 && logged.size() < MOST && logged.add(file);
    if (now) {
      LOG.warn(
          "{} cannot be opened: its name is not valid {}. Rename it, or start the program with"
              + " LANG=C.UTF-8.",
          file,
          System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
    return now;
  }
}
