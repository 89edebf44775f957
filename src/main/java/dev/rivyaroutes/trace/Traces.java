package dev.rivyaroutes.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends the spans of jobs to a collector, in the background: a collector that is slow or away
 * delays nothing, and its spans are dropped. A crash loses the spans of its last seconds.
 */
@Component
public final class Traces implements DisposableBean {

  private static final String SERVICE = "rivya-routes";
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long CLOSE_SECONDS = 5;

  private static final RetryPolicy TWICE = RetryPolicy.builder().setMaxAttempts(2).build();

  private final JobIds ids = new JobIds();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Traces(TraceProperties properties) {
    this.provider = properties.endpoint().isBlank() ? null : provider(properties);
    this.tracer = provider == null ? null : provider.get(SERVICE);
  }

  /** Nothing is traced. */
  public static Traces off() {
    return new Traces(new TraceProperties("", "", 1));
  }

  private SdkTracerProvider provider(TraceProperties properties) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(properties.endpoint())
            .setTimeout(LIMIT)
            .setRetryPolicy(TWICE);
    if (!properties.token().isBlank()) {
      exporter.addHeader("Authorization", "Bearer " + properties.token());
    }
    return SdkTracerProvider.builder()
        .setIdGenerator(ids)
        .setSampler(Sampler.traceIdRatioBased(properties.share()))
        .setResource(Resource.create(Attributes.builder().put("service.name", SERVICE).build()))
        .addSpanProcessor(
            BatchSpanProcessor.builder(new ReportOutage(exporter.build(), properties.endpoint()))
                .setScheduleDelay(DELAY)
                .build())
        .build();
  }

  public boolean isOn() {
    return tracer != null;
  }

  /**
   * The first span of a job: its brief was accepted, which took so long.
   *
   * @param source the kind of its source
   */
  public void accepted(String jobId, String flow, String source, Duration took) {
    if (!isOn()) {
      return;
    }
    long end = Clock.getDefault().now();
    Span span =
        ids.asFirst(
            jobId,
            () ->
                tracer
                    .spanBuilder("process " + flow)
                    .setNoParent()
                    .setSpanKind(SpanKind.CONSUMER)
                    .setStartTimestamp(end - took.toNanos(), TimeUnit.NANOSECONDS)
                    .startSpan());
    span.setAttribute("messaging.operation.type", "process");
    span.setAttribute("messaging.system", source);
    span.setAttribute("messaging.destination.name", flow);
    span.setAttribute("rivya.job.id", jobId);
    span.end(end, TimeUnit.NANOSECONDS);
  }

  /** Begins a stage of a job. */
  public JobSpan begin(String jobId, String name) {
    return begin(jobId, name, SpanKind.INTERNAL);
  }

  /** Begins the delivery of a job's outcome to a sink. */
  public JobSpan beginDelivery(String jobId, String sink, String deliveryId) {
    return begin(jobId, "send " + sink, SpanKind.PRODUCER)
        .set("messaging.operation.type", "send")
        .set("messaging.destination.name", sink)
        .set("messaging.message.id", deliveryId);
  }

  private JobSpan begin(String jobId, String name, SpanKind kind) {
    if (!isOn()) {
      return JobSpan.NONE;
    }
    SpanContext first =
        SpanContext.createFromRemoteParent(
            JobIds.trace(jobId),
            JobIds.first(jobId),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(Context.root().with(Span.wrap(first)))
            .setSpanKind(kind)
            .startSpan();
    return new JobSpan(tracer, span).set("rivya.job.id", jobId);
  }

  /** Sends what is left. */
  @Override
  public void destroy() {
    if (provider != null) {
      provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
