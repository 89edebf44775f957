package dev.rivyaroutes.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.Printable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A log event without secrets, and without characters that would forge another line. */
final class CleanEvent implements ILoggingEvent {

  /** These loggers write several lines on purpose, from the configuration only. */
  private static final Set<String> SEVERAL_LINES =
      Set.of(
          "dev.rivyaroutes.check.start.LogConfiguration",
          "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");

  private final ILoggingEvent event;

  CleanEvent(ILoggingEvent event) {
    this.event = event;
  }

  static String clean(String text) {
    return Printable.line(HiddenSecrets.hide(text));
  }

  private String cleanText(String text) {
    return SEVERAL_LINES.contains(event.getLoggerName())
        ? Printable.lines(HiddenSecrets.hide(text))
        : clean(text);
  }

  @Override
  public String getThreadName() {
    return clean(event.getThreadName());
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public String getMessage() {
    return cleanText(event.getMessage());
  }

  @Override
  public Object[] getArgumentArray() {
    Object[] arguments = event.getArgumentArray();
    return arguments == null
        ? null
        : Arrays.stream(arguments).map(String::valueOf).map(this::cleanText).toArray();
  }

  @Override
  public String getFormattedMessage() {
    return cleanText(event.getFormattedMessage());
  }

  @Override
  public String getLoggerName() {
    return event.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public IThrowableProxy getThrowableProxy() {
    return CleanThrowable.of(event.getThrowableProxy());
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    return event.getMDCPropertyMap().entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> clean(entry.getValue())));
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation")
  public Map<String, String> getMdc() {
    return getMDCPropertyMap();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return event.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null
        ? null
        : pairs.stream().map(p -> new KeyValuePair(p.key, clean(String.valueOf(p.value)))).toList();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }
}
