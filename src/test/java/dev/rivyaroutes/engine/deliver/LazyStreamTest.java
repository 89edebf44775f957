package dev.rivyaroutes.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;

class LazyStreamTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final LazyStream stream = LazyStream.of(exchange, this::open, 3);

  private InputStream open() {
    opened.incrementAndGet();
    return new ByteArrayInputStream(new byte[] {1, 2, 3}) {
      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Test
  void opensAtTheFirstReadOnly() throws IOException {
    assertThat(opened).hasValue(0);
    assertThat(stream.length()).isEqualTo(3);
    assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
    assertThat(opened).hasValue(1);
  }

  @Test
  void isReadAgainByReadersThatFollow() throws IOException {
    exchange.getMessage().setBody(stream);
    for (int reader = 1; reader <= 2; reader++) {
      assertThat(exchange.getMessage().getBody(byte[].class)).containsExactly(1, 2, 3);
      stream.reset();
    }
    assertThat(stream.copy(exchange)).isNotSameAs(stream);
    assertThat(opened).hasValue(2);
  }

  @Test
  void closesEveryCopyAtTheEndOfTheExchange() throws IOException {
    LazyStream copy = (LazyStream) stream.copy(exchange);
    assertThat(stream.read()).isEqualTo(1);
    assertThat(copy.read()).isEqualTo(1);
    UnitOfWorkHelper.doneSynchronizations(
        exchange, exchange.getExchangeExtension().handoverCompletions());
    assertThat(closed).hasValue(2);
  }
}
