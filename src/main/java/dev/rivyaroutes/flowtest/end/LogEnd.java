package dev.rivyaroutes.flowtest.end;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.rivyaroutes.Json;
import org.slf4j.LoggerFactory;

/** Takes the lines that flows log, in place of the log. */
public final class LogEnd extends AppenderBase<ILoggingEvent> {
  private final Recorder recorder;

  public LogEnd(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Takes the lines of a class.
   *
   * @param writer the class that logs the results
   */
  public void takeFrom(Class<?> writer) {
    if (LoggerFactory.getLogger(writer) instanceof Logger logger) {
      start();
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      logger.addAppender(this);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    recorder.add(Json.PLAIN.createObjectNode().put("line", event.getFormattedMessage()));
  }
}
