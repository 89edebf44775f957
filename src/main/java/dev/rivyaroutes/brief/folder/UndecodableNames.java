package dev.rivyaroutes.brief.folder;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of files that the program's system cannot read as text, and so cannot open. Each is told
 * once: its file would lie in its folder for ever, and nobody would know why.
 */
final class UndecodableNames {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodableNames.class);
  private static final int MOST = 1_000;

  /** What Java puts where a byte is no character. */
  private static final char NO_CHARACTER = '\uFFFD';

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Tells of the file when its name is the trouble; true when it has done so now. */
  boolean tell(String file) {
    boolean now = file.indexOf(NO_CHARACTER) >= 0 && told.size() < MOST && told.add(file);
    if (now) {
      LOG.warn(
          "{} is not taken: its name is no {} text, so that it cannot be opened. Rename it; or start"
              + " the program with LANG=C.UTF-8.",
          file,
          System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
    return now;
  }
}
