package dev.rivyaroutes.trace;

import dev.rivyaroutes.Require;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces of jobs by OpenTelemetry. Prompts, answers and names are never in them.
 *
 * @param endpoint The address of the collector that takes OTLP over HTTP, such as {@code
 *     http://collector:4318/v1/traces}. Empty: no traces.
 * @param token Sent to the collector as {@code Authorization: Bearer}. Empty: nothing is sent.
 * @param share The share of the jobs that is traced, from 0.0 to 1.0. A job is traced wholly or not
 *     at all, by all replicas.
 */
@ConfigurationProperties("rivya.traces")
record TraceProperties(
    @DefaultValue("") String endpoint,
    @DefaultValue("") String token,
    @DefaultValue("1.0") double share) {

  TraceProperties {
    Require.that(
        endpoint.isBlank() || endpoint.matches("https?://[^/\\s]+(/\\S*)?"),
        "rivya.traces.endpoint is no http address; set it to one such as http://collector:4318/v1/traces, or leave it empty.");
    Require.that(
        share >= 0 && share <= 1,
        "rivya.traces.share is %s; it must be between 0.0 and 1.0.".formatted(share));
  }
}
