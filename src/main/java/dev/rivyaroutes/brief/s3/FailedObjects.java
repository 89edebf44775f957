package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.media.s3.S3Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects of one source that could not be taken: says why, and lets each rest for some looks.
 * However many fail, those behind them are taken in the same look.
 */
class FailedObjects {
  private static final Logger LOG = LoggerFactory.getLogger(FailedObjects.class);
  private static final int MANY = 25;

  /** An archived object is readable once somebody has restored it, which takes hours. */
  private static final int ARCHIVED_RESTS = 360;

  private final S3Connection connection;
  private final PollBackoff aside;
  private final RecentIds toldArchived = new RecentIds();
  private int failures;
  private int asked;

  FailedObjects(S3Connection connection, PollBackoff aside) {
    this.connection = connection;
    this.aside = aside;
  }

  synchronized void nextLook() {
    aside.nextLook();
    failures = 0;
    asked = 0;
  }

  /** Whether so many failed since the last question that something else may be the trouble. */
  synchronized boolean manyMore() {
    boolean many = failures - asked >= MANY;
    if (many) {
      asked = failures;
    }
    return many;
  }

  synchronized void failed(S3Object object, Throwable problem) {
    if (isArchived(problem)) {
      aside.rest(object.id(), ARCHIVED_RESTS);
      if (!toldArchived.contains(object.id())) {
        toldArchived.add(object.id());
        LOG.warn(
            "{} is archived and passed over; other objects go on. Restore it in the store, and it is taken.",
            object.address());
      }
      return;
    }
    failures++;
    int looks = aside.failed(object.id());
    if (failures > MANY) {
      LOG.debug("{} is set aside for {} look(s)", object.address(), looks, problem);
      return;
    }
    LOG.warn(
        "{} is set aside for {} look(s) and tried again then; other objects go on. {}{}",
        object.address(),
        looks,
        reason("take " + object.address(), problem),
        failures == MANY ? " More failures of this look are told at DEBUG only." : "");
  }

  private static boolean isArchived(Throwable problem) {
    return problem instanceof S3Exception answer
        && answer.awsErrorDetails() != null
        && "InvalidObjectState".equals(answer.awsErrorDetails().errorCode());
  }

  String reason(String action, Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof SdkException && !(problem instanceof IllegalStateException)) {
        return connection.explain(action, t);
      }
    }
    return PlainWords.of(problem);
  }
}
