package dev.rivyaroutes.brief;

import dev.rivyaroutes.LatestEntries;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs each problem of a file or folder once, and once more when it is solved. */
public final class LogOnce {
  private final Logger log;
  private final Map<Object, String> logged = new LatestEntries<>(10_000);

  public LogOnce(Logger log) {
    this.log = log;
  }

  public void warn(Object subject, String text) {
    log(Level.WARN, subject, text);
  }

  public void info(Object subject, String text) {
    log(Level.INFO, subject, text);
  }

  private synchronized void log(Level level, Object subject, String text) {
    if (!text.equals(logged.put(subject, text))) {
      log.atLevel(level).log(text);
    }
  }

  /** Logs that a problem is solved, if one was logged. */
  public synchronized void solved(Object subject, String text) {
    if (logged.remove(subject) != null) {
      log.info(text);
    }
  }

  public synchronized void forget(Object subject) {
    logged.remove(subject);
  }

  /** Why a file cannot be read, and what to do. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "the user %s may not read it. Give that user read permission."
          .formatted(System.getProperty("user.name"));
    }
    String reason = e instanceof FileSystemException named ? named.getReason() : null;
    return (reason == null ? e.getMessage() : reason) + ".";
  }
}
