package dev.rivyaroutes.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import dev.rivyaroutes.HiddenSecrets;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Wraps every encoder as soon as logging is set up, and registers the secrets of the configuration.
 */
public final class CleanLog
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    noteSecrets(event.getEnvironment());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      clean(context);
    }
  }

  /** Every value whose key says that it is secret, and passwords within addresses. */
  static void noteSecrets(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> all) {
        for (String key : all.getPropertyNames()) {
          // A circular placeholder has none; the start fails with a better message.
          String value = SecretKeys.resolved(environment, all.getProperty(key)).orElse("");
          SecretKeys.secretsOf(key, value).forEach(HiddenSecrets::add);
        }
      }
    }
  }

  /** Wraps the encoders of all appenders that have one; again without effect. */
  static void clean(LoggerContext context) {
    for (Logger logger : context.getLoggerList()) {
      clean(logger);
    }
  }

  private static void clean(AppenderAttachable<ILoggingEvent> holder) {
    for (Iterator<Appender<ILoggingEvent>> all = holder.iteratorForAppenders(); all.hasNext(); ) {
      Appender<ILoggingEvent> appender = all.next();
      if (appender instanceof OutputStreamAppender<ILoggingEvent> writer
          && writer.getEncoder() != null
          && !(writer.getEncoder() instanceof CleanEncoder)) {
        CleanEncoder encoder = new CleanEncoder(writer.getEncoder());
        encoder.start();
        writer.setEncoder(encoder);
      } else if (appender instanceof AppenderAttachable<?>) {
        @SuppressWarnings("unchecked")
        AppenderAttachable<ILoggingEvent> within = (AppenderAttachable<ILoggingEvent>) appender;
        clean(within);
      }
    }
  }
}
