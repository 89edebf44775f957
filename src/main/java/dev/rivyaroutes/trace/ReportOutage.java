package dev.rivyaroutes.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once that the collector does not take spans, and once that it takes them again. */
final class ReportOutage implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(ReportOutage.class);

  private final SpanExporter exporter;
  private final String endpoint;
  private final AtomicBoolean away = new AtomicBoolean();

  ReportOutage(SpanExporter exporter, String endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> report(!result.isSuccess()));
  }

  private void report(boolean failed) {
    if (away.getAndSet(failed) == failed) {
      return;
    }
    if (failed) {
      LOG.warn(
          "The collector at {} does not take traces; they are dropped until it does. Jobs continue."
              + " Check rivya.traces.endpoint and rivya.traces.token.",
          endpoint);
    } else {
      LOG.info("The collector at {} takes traces again.", endpoint);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
