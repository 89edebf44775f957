package dev.rivyaroutes.ledger.source;

import dev.rivyaroutes.ledger.job.Lengths;
import java.time.Duration;

/**
 * A source of a flow.
 *
 * @param route the id of the route that reads from it, which is unique
 * @param kind the kind of source, such as folder, s3 or mail
 * @param address what it reads, without secrets. Each address has its own position
 * @param delay the time between two polls
 */
public record SourceRoute(String route, String kind, String address, Duration delay) {

  private static final int ADDRESS = 2_000;

  public SourceRoute {
    address = Lengths.truncate(address.replace("\0", ""), ADDRESS);
  }
}
