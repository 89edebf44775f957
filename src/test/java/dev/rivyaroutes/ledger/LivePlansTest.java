package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.commit.Stage;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Claims and checks read the indexes of live rows alone, so that finished rows cost nothing. */
class LivePlansTest {

  @Test
  void readsNoFinishedRowToFindWork() throws SQLException {
    try (TestLedger own = TestLedger.migrated();
        Recorder recorder = new Recorder(own);
        LedgerWorld world = new LedgerWorld(recorder)) {
      recorder.texts.clear();
      world.one.jobs.claim(Stage.POLL, ACCOUNT, 10);
      world.one.due.hasDue(Stage.POLL, ACCOUNT);
      world.one.due.nextDue(Stage.POLL, ACCOUNT);
      world.one.busyQueues().hasJobs(Stage.POLL, ACCOUNT);
      world.one.busyQueues().hasDeliveries(FLOW, "folder");
      world.one.deliveries.claim(FLOW, "folder", 10);
      world.one.deliveries.hasDue(FLOW, "folder");
      world.one.deliveries.nextDue(FLOW, "folder");

      assertThat(recorder.texts).hasSizeGreaterThanOrEqualTo(7);
      for (String text : recorder.texts) {
        List<String> plan = plan(own, text);
        String index = text.contains("from delivery") ? "delivery_due" : "job_due";
        assertThat(plan).as(text).anyMatch(step -> step.contains("INDEX " + index));
        assertThat(plan).as(text).noneMatch(step -> step.startsWith("SCAN"));
      }
    }
  }

  private static List<String> plan(TestLedger ledger, String text) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection = ledger.getConnection();
        PreparedStatement explain = connection.prepareStatement("explain query plan " + text);
        ResultSet rows = explain.executeQuery()) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }

  /** Keeps the texts of the queries. */
  private static final class Recorder extends DelegatingDataSource implements AutoCloseable {
    private final Set<String> texts = new ConcurrentSkipListSet<>();

    Recorder(TestLedger ledger) {
      super(ledger);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (self, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                    && arguments[0] instanceof String text
                    && text.startsWith("select")) {
                  texts.add(text);
                }
                return method.invoke(connection, arguments);
              });
    }

    @Override
    public void close() {
      texts.clear();
    }
  }
}
