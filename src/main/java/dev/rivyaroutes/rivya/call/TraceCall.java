package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.trace.JobSpan;
import java.net.URI;
import org.apache.camel.Exchange;

/** The span of a call to Rivya, by the conventions for generative AI; it has no prompt. */
final class TraceCall {

  private TraceCall() {}

  static JobSpan begin(Exchange exchange, MeasureCalls.Call call, String baseUrl) {
    JobSpan work = exchange.getProperty(JobSpan.PROPERTY, JobSpan.NONE, JobSpan.class);
    if (work == JobSpan.NONE) {
      return work;
    }
    String operation =
        switch (call.operation()) {
          case "create" -> "generate_content";
          case "chat" -> "chat";
          default -> null;
        };
    Job job = exchange.getVariable(Variables.JOB, Job.class);
    String model = job == null ? null : job.model();
    JobSpan span =
        work.call(operation == null ? "rivya " + call.operation() : operation + " " + model);
    if (operation != null) {
      span.set("gen_ai.operation.name", operation)
          .set("gen_ai.provider.name", "rivya")
          .set("gen_ai.request.model", model);
    }
    return span.set("rivya.operation", call.operation())
        .set("rivya.account", call.account())
        .set("server.address", URI.create(baseUrl).getHost());
  }
}
