package dev.rivyaroutes.brief;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * What is wrong with files and folders, told once each, and once again when it is over. Beyond
 * 10,000 the oldest is forgotten.
 */
public final class LogOnce {
  private static final int ENTRIES = 10_000;

  private final Logger log;
  private final Map<Path, String> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, String> eldest) {
          return size() > ENTRIES;
        }
      };

  public LogOnce(Logger log) {
    this.log = log;
  }

  public synchronized void warn(Path what, String text) {
    if (!text.equals(told.put(what, text))) {
      log.warn(text);
    }
  }

  public synchronized void info(Path what, String text) {
    if (!text.equals(told.put(what, text))) {
      log.info(text);
    }
  }

  /** The trouble is over, if there was one. */
  public synchronized void over(Path what, String text) {
    if (told.remove(what) != null) {
      log.info(text);
    }
  }

  public synchronized void forget(Path what) {
    told.remove(what);
  }

  /** Why a file cannot be read, and what to do. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "the user %s may not read it. Give that user read permission."
          .formatted(System.getProperty("user.name"));
    }
    String said =
        e instanceof FileSystemException named && named.getReason() != null
            ? named.getReason()
            : String.valueOf(e.getMessage());
    return said + ".";
  }
}
