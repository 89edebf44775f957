package dev.rivyaroutes.api;

import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.LimitedBody;
import dev.rivyaroutes.http.call.ReceiveBody;
import dev.rivyaroutes.ledger.orders.NamedOrder;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.media.TooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** Receives the body of an order. A caller that sends slowly holds no thread while it arrives. */
@Component
class ReceiveOrderBody {
  private static final int MAX_BODY = 10_240;
  private static final Long NO_TIMEOUT = 0L; // The server itself ends bodies that are too slow.

  private final ReceiveBody bodies;

  ReceiveOrderBody(ReceiveBody bodies) {
    this.bodies = bodies;
  }

  /** Carries out an order, whose body is empty where the call has none. */
  @FunctionalInterface
  interface CarryOut<T> {
    T carryOut(byte[] body) throws IOException;
  }

  /** The answer to the order, once its body is there and it is carried out. */
  <T> DeferredResult<T> receive(HttpServletRequest request, CarryOut<T> order) throws IOException {
    if (request.getContentLengthLong() > MAX_BODY) {
      throw new TooLargeException(MAX_BODY);
    }
    DeferredResult<T> answer = new DeferredResult<>(NO_TIMEOUT);
    if (!HttpCall.hasBody(request)) {
      answer.setResult(order.carryOut(new byte[0]));
      return answer;
    }
    WebAsyncUtils.getAsyncManager(request)
        .registerDeferredResultInterceptor(
            this,
            new DeferredResultProcessingInterceptor() {
              @Override
              public <R> void preProcess(NativeWebRequest call, DeferredResult<R> same)
                  throws IOException {
                answer.onCompletion(
                    bodies.receive(
                        request, (body, whole, failure) -> end(answer, order, body, failure)));
              }
            });
    return answer;
  }

  /**
   * The same for an order by name, whose body has at most a reason.
   *
   * @param answer what is answered to this author once it is carried out
   */
  <T> DeferredResult<T> receive(
      HttpServletRequest request,
      Principal principal,
      String name,
      NamedOrder order,
      Function<Order, T> answer)
      throws IOException {
    return receive(
        request,
        bytes -> {
          Order given = ReadOrder.order(principal, ReadOrder.body(bytes, Set.of("reason")));
          try {
            order.carryOut(name, given);
          } catch (OrderRefused e) {
            throw OrdersController.problem(e);
          }
          return answer.apply(given);
        });
  }

  private static <T> void end(
      DeferredResult<T> answer, CarryOut<T> order, InputStream body, IOException failure) {
    try {
      if (failure != null) {
        throw failure;
      }
      answer.setResult(order.carryOut(new LimitedBody(body, MAX_BODY).readAllBytes()));
    } catch (IOException | RuntimeException e) {
      answer.setErrorResult(e);
    }
  }
}
