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
 * Turns a stack overflow in a step, such as a regular expression on a long text, into a failure of
 * its exchange. Otherwise it would end the thread of the source: its schedule would be cancelled,
 * and the exchange would never complete.
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
              synchronously -> {
                ended.set(true);
                callback.done(synchronously);
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
