package dev.rivyaroutes.simulator.trouble;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a refused call is answered.
 *
 * @param status HTTP status of {@code REFUSED} and {@code EXPIRED}; 0 for the usual one
 * @param code error code of {@code REFUSED} and {@code FAILED_TASK}; null for the usual one
 * @param retryAfter seconds of the header Retry-After; -1 for none
 */
public record TroubleAnswer(
    int status, String code, @JsonProperty("retry_after_seconds") int retryAfter) {

  static final TroubleAnswer USUAL = new TroubleAnswer(0, null, -1);
}
