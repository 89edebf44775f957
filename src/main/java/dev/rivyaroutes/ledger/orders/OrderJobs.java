package dev.rivyaroutes.ledger.orders;

import java.util.function.Predicate;

/**
 * A person's orders. An order is carried out whole or not at all, once it fits the job as it is at
 * that moment; work that goes on with the job then finds its outcome refused. Each is told in the
 * job's timeline with the name of who gave it.
 */
public interface OrderJobs {

  /**
   * Which deliveries of a result an order means.
   *
   * <p>{@code DEAD} means those that were given up, {@code ALL} also those that were delivered.
   */
  enum Deliveries {
    DEAD,
    ALL
  }

  /**
   * Ends a job that has no result yet. What Rivya works on is paid for all the same.
   *
   * @throws OrderRefused when the job has ended, has its result, or a create call may be out
   */
  OrderResult cancel(String jobId, Order order) throws OrderRefused;

  /**
   * Makes a job go on: its dead deliveries where it has a result, else another attempt. An attempt
   * goes out under a new idempotency key, and is paid for anew, unless it is certain that the old
   * one can be used.
   *
   * @param deliveries only deliveries, nothing is paid; null: what the job's state needs
   * @param kept whether the media store still keeps the bytes with this SHA-256, and will
   * @throws OrderRefused when there is nothing to replay, or bytes that it needs are gone
   */
  OrderResult replay(String jobId, Order order, Deliveries deliveries, Predicate<String> kept)
      throws OrderRefused;
}
