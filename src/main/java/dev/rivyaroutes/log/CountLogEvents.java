package dev.rivyaroutes.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The metric of the log events, by level. It counts what is logged; Micrometer's own is also asked
 * at each call that logs nothing, which Camel makes by the dozen for each message.
 */
@Component
final class CountLogEvents implements MeterBinder, AutoCloseable {

  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private final LoggerContext log =
      LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? context : null;
  private CountingAppender appender;

  @Override
  public void bindTo(MeterRegistry registry) {
    if (log == null) {
      return;
    }
    Map<String, Counter> counters = new LinkedHashMap<>();
    for (String level : LEVELS) {
      counters.put(
          level,
          Counter.builder("logback.events")
              .tag("level", level)
              .description("Events that were logged")
              .baseUnit("events")
              .register(registry));
    }
    close();
    appender = new CountingAppender(counters);
    appender.setContext(log);
    appender.setName("count");
    appender.start();
    root().addAppender(appender);
  }

  private Logger root() {
    return log.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public void close() {
    if (appender != null) {
      root().detachAppender(appender);
      appender.stop();
      appender = null;
    }
  }

  private static final class CountingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Map<Level, Counter> counters = new LinkedHashMap<>();

    CountingAppender(Map<String, Counter> byName) {
      byName.forEach((name, counter) -> counters.put(Level.toLevel(name), counter));
    }

    @Override
    protected void append(ILoggingEvent event) {
      Counter counter = counters.get(event.getLevel());
      if (counter != null) {
        counter.increment();
      }
    }
  }
}
