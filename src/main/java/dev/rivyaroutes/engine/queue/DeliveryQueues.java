package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.engine.deliver.BuildResult;
import dev.rivyaroutes.engine.settle.SettleDelivery;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.claim.ClaimDeliveries;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The deliveries of a sink, as work for a result route. */
@Component
class DeliveryQueues {

  private final ClaimDeliveries claims;
  private final BusyQueues busy;
  private final SettleDelivery settle;

  DeliveryQueues(ClaimDeliveries claims, BusyQueues busy, SettleDelivery settle) {
    this.claims = claims;
    this.busy = busy;
    this.settle = settle;
  }

  WorkQueue<Delivery> of(String flow, String sink, int concurrency, BooleanSupplier isOn) {
    return new WorkQueue<>() {
      @Override
      public String name() {
        return WorkSignal.queue(flow, sink);
      }

      @Override
      public int concurrency() {
        return concurrency;
      }

      @Override
      public int admits() {
        return isOn.getAsBoolean() ? Integer.MAX_VALUE : 0;
      }

      @Override
      public List<Delivery> claim(int max) {
        return claims.claim(flow, sink, max);
      }

      @Override
      public boolean hasDue() {
        return busy.hasDeliveries(flow, sink) && claims.hasDue(flow, sink);
      }

      @Override
      public Optional<Instant> nextDue() {
        return claims.nextDue(flow, sink);
      }

      @Override
      public void release(Delivery delivery) {
        claims.release(delivery);
      }

      @Override
      public void fill(Exchange exchange, Delivery delivery) {
        Result result = BuildResult.of(delivery);
        exchange.setVariable(Variables.RESULT, result);
        exchange.setVariable(Variables.REPEATED, delivery.repeated());
        exchange.getMessage().setBody(ResultDocument.of(result));
      }

      @Override
      public void settle(Exchange exchange, Delivery delivery) {
        settle.after(exchange, delivery);
      }
    };
  }
}
