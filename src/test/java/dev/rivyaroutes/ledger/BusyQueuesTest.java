package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.commit.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Idle queues cost no query of their own, however many there are. */
class BusyQueuesTest {

  private static final Duration MAX_AGE = Duration.ofMillis(900);

  @Test
  void asksOnceForAllQueues() {
    try (TestLedger database = TestLedger.migrated()) {
      AtomicInteger queries = new AtomicInteger();
      BusyQueues busy =
          new BusyQueues(
              new JdbcTemplate(
                  new DelegatingDataSource(database) {
                    @Override
                    public Connection getConnection() throws SQLException {
                      queries.incrementAndGet();
                      return super.getConnection();
                    }
                  }));

      long begun = System.nanoTime();
      IntStream.range(0, 300)
          .forEach(
              n -> {
                assertThat(busy.hasDeliveries("flow-" + n, "folder")).isFalse();
                assertThat(busy.hasJobs(Stage.POLL, "account-" + n)).isFalse();
              });
      int reads = 1 + (int) ((System.nanoTime() - begun) / MAX_AGE.toNanos());

      assertThat(queries).hasPositiveValue().hasValueLessThanOrEqualTo(2 * reads);
    }
  }
}
