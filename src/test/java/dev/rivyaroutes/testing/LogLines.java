package dev.rivyaroutes.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The lines that some classes log from now on, whatever level another test's program has set for
 * the whole process.
 */
public final class LogLines implements AutoCloseable {

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<Logger> loggers;
  private final List<Level> levels;

  private LogLines(List<Logger> loggers) {
    this.loggers = loggers;
    this.levels = loggers.stream().map(logger -> logger.getLevel()).toList();
    lines.start();
    for (Logger logger : loggers) {
      logger.setLevel(Level.INFO);
      logger.addAppender(lines);
    }
  }

  /** Of these classes, INFO and above. */
  public static LogLines of(Class<?>... classes) {
    return new LogLines(
        Arrays.stream(classes).map(one -> (Logger) LoggerFactory.getLogger(one)).toList());
  }

  /** The lines so far: level, a blank and the message, without a stack trace. */
  public List<String> all() {
    return List.copyOf(lines.list).stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  /** Whether a line so far has a stack trace. */
  public boolean hasStackTrace() {
    return List.copyOf(lines.list).stream().anyMatch(line -> line.getThrowableProxy() != null);
  }

  @Override
  public void close() {
    for (int i = 0; i < loggers.size(); i++) {
      loggers.get(i).detachAppender(lines);
      loggers.get(i).setLevel(levels.get(i));
    }
  }
}
