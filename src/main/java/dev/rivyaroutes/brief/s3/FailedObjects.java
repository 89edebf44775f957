package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.media.s3.S3Connection;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Logs why objects of one source failed, and backs off from each for some polls. */
class FailedObjects {
  private static final Logger LOG = LoggerFactory.getLogger(FailedObjects.class);
  private static final int MANY = 25;

  /** An archived object is readable once a person has restored it, which takes hours. */
  private static final int ARCHIVED_POLLS = 360;

  private final S3Connection connection;
  private final PollBackoff backoff;
  private final Set<String> loggedArchived = LatestEntries.set(100_000);
  private int failures;
  private String pollFailure;
  private int reported;

  FailedObjects(S3Connection connection, PollBackoff backoff) {
    this.connection = connection;
    this.backoff = backoff;
  }

  synchronized void nextPoll() {
    backoff.nextPoll();
    failures = 0;
    reported = 0;
    pollFailure = null;
  }

  /** Whether so many failed since the last call that the cause may not be the objects. */
  synchronized boolean manyMore() {
    boolean many = failures - reported >= MANY;
    if (many) {
      reported = failures;
    }
    return many;
  }

  /**
   * @param opened whether the object was opened before it failed
   */
  synchronized void failed(S3Object object, Throwable caught, boolean opened) {
    Throwable problem = unwrapped(caught);
    if (problem instanceof S3ObjectSkipped || !opened && isChange(problem)) {
      LOG.debug("{} is skipped: {}", object.address(), problem.getMessage());
      return;
    }
    if (isArchived(problem)) {
      backoff.backOff(object.id(), ARCHIVED_POLLS);
      if (loggedArchived.add(object.id())) {
        LOG.warn(
            "{} is archived and is skipped; other objects are processed. Restore it in the store to"
                + " have it read.",
            object.address());
      }
      return;
    }
    failures++;
    int polls = backoff.backOff(object.id());
    if (failures > MANY) {
      LOG.debug("{} failed and is skipped for {} poll(s)", object.address(), polls, problem);
      return;
    }
    LOG.warn(
        "{} failed and is retried after {} poll(s); other objects are processed. {}{}",
        object.address(),
        polls,
        reason("read " + object.address(), problem),
        failures == MANY ? " Further failures of this poll are logged at DEBUG." : "");
  }

  /** Backs off from the whole bucket: it cannot be listed, or the ledger cannot be read. */
  synchronized void listing(String address, RuntimeException problem) {
    backoff.backOff(address);
    pollFailure = "No briefs are read. " + reason("list " + address, problem);
  }

  /** Why the poll failed; empty if it did not. */
  synchronized Optional<String> pollFailure() {
    return Optional.ofNullable(pollFailure);
  }

  /** What a step threw, without Camel's wrappers. */
  private static Throwable unwrapped(Throwable caught) {
    Throwable inner = caught;
    while (inner instanceof CamelExchangeException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** Whether the object was replaced or removed after it was listed. */
  private static boolean isChange(Throwable problem) {
    return problem instanceof S3Exception answer
        && (answer.statusCode() == 404 || answer.statusCode() == 412);
  }

  private static boolean isArchived(Throwable problem) {
    return problem instanceof S3Exception answer
        && answer.awsErrorDetails() != null
        && "InvalidObjectState".equals(answer.awsErrorDetails().errorCode());
  }

  private String reason(String action, Throwable problem) {
    SdkException failure = FailureChain.find(problem, SdkException.class);
    return failure == null || problem instanceof IllegalStateException
        ? PlainWords.of(problem)
        : connection.explain(action, failure);
  }
}
