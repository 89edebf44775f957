/** Traces: what happened to a job as spans of OpenTelemetry, sent to a collector if asked. */
package dev.rivyaroutes.trace;
