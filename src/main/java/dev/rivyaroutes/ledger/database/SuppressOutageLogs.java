package dev.rivyaroutes.ledger.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Drops the log events of failures that an outage of the database causes, in Camel and Spring too.
 * {@link WatchDatabase} logs the outage once.
 */
final class SuppressOutageLogs extends TurboFilter implements AutoCloseable {

  private final DatabaseAvailability database;

  private SuppressOutageLogs(DatabaseAvailability database) {
    this.database = database;
  }

  static SuppressOutageLogs of(DatabaseAvailability database) {
    SuppressOutageLogs filter = new SuppressOutageLogs(database);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      filter.setContext(log);
      filter.start();
      log.addTurboFilter(filter);
    }
    return filter;
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    if (!level.isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    Throwable failure = thrown;
    for (int i = 0; failure == null && params != null && i < params.length; i++) {
      failure = params[i] instanceof Throwable one ? one : null;
    }
    return failure != null && database.isPartOfOutage(failure)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  @Override
  public void close() {
    if (getContext() instanceof LoggerContext log) {
      log.getTurboFilterList().remove(this);
    }
  }
}
