package dev.rivyaroutes.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** A part of a job's way, while it lasts; without effect if nothing is traced. */
public final class JobSpan {

  /** The name of the exchange property that has the span of the work in progress. */
  public static final String PROPERTY = "rivyaSpan";

  public static final JobSpan NONE = new JobSpan(null, Span.getInvalid());

  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final Span span;

  JobSpan(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /** Begins a call to another system as a part of this. */
  public JobSpan call(String name) {
    return tracer == null
        ? NONE
        : new JobSpan(
            tracer,
            tracer
                .spanBuilder(name)
                .setParent(Context.root().with(span))
                .setSpanKind(SpanKind.CLIENT)
                .startSpan());
  }

  /** Sets an attribute; null sets none. */
  public JobSpan set(String key, String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  public JobSpan set(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  /** Marks it as failed, by a word of a fixed set: messages may quote a brief. */
  public void fail(String type) {
    span.setAttribute(ERROR, type);
    span.setStatus(StatusCode.ERROR);
  }

  public void end() {
    span.end();
  }
}
