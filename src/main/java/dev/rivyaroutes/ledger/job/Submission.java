package dev.rivyaroutes.ledger.job;

import java.time.Instant;

/**
 * What is known of the sends of a job, and of its task at Rivya.
 *
 * @param sentAt since when the effect of a send is unknown; null if it is known
 * @param streamed whether the last send requested a stream
 * @param submittedAt when Rivya's task id was stored; null before
 * @param taskId Rivya's task id; null before
 * @param eventAt when the newest event of the task arrived; null if none did
 */
public record Submission(
    Instant sentAt, boolean streamed, Instant submittedAt, String taskId, Instant eventAt) {}
