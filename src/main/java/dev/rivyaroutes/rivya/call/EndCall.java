package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.trace.JobSpan;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Ends the span of a call that got no answer; a span that has ended stays as it is. */
final class EndCall extends SynchronizationAdapter {

  private final JobSpan span;

  EndCall(JobSpan span) {
    this.span = span;
  }

  @Override
  public void onDone(Exchange exchange) {
    span.fail(MeasureCalls.NO_ANSWER);
    span.end();
  }
}
