package dev.rivyaroutes.brief.flow;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/**
 * Makes a stack that overflows in a step, as by a regular expression on a long text, a failure of
 * its exchange like any other. Camel lets it pass up to the thread, which ends the source for good:
 * its schedule is cancelled, and the exchange never ends.
 */
@Component
public class CatchStackOverflow implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, Processor next) {
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        AtomicBoolean ended = new AtomicBoolean();
        try {
          return super.process(
              exchange,
              atOnce -> {
                ended.set(true);
                callback.done(atOnce);
              });
        } catch (StackOverflowError e) {
          if (ended.get()) {
            throw e;
          }
          exchange.setException(e);
          callback.done(true);
          return true;
        }
      }
    };
  }
}
