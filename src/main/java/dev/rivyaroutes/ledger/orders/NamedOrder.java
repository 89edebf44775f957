package dev.rivyaroutes.ledger.orders;

/** An order to the thing of a name, such as an account or a flow. */
@FunctionalInterface
public interface NamedOrder {

  /**
   * @throws OrderRefused if the state of the thing does not allow it
   */
  void carryOut(String name, Order order) throws OrderRefused;
}
