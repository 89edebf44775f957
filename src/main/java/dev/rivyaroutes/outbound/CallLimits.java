package dev.rivyaroutes.outbound;

import java.time.Duration;

/**
 * What a call may take.
 *
 * @param connect to a connection
 * @param silence of the other host, before and within its answer
 * @param whole from its begin to the last byte of the answer, whatever the host sends
 * @param pace the least rate of the answer's body
 * @param mostBytes the largest answer
 */
public record CallLimits(
    Duration connect, Duration silence, Duration whole, Pace pace, long mostBytes) {}
