package dev.rivyaroutes.brief.sqs;

import java.io.IOException;

/** The queue cannot be used now. */
final class QueueFailed extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param action what failed, such as {@code read}
   */
  QueueFailed(String action, RuntimeException cause) {
    super(action, cause);
  }
}
