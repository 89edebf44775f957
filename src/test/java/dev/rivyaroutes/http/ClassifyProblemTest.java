package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

class ClassifyProblemTest {

  static Stream<Exception> away() {
    return Stream.of(
        new SQLException("gone"),
        new SQLTransientConnectionException("no connection within 30s"),
        new CannotGetJdbcConnectionException("db.internal"),
        new DataAccessResourceFailureException("db.internal"),
        new QueryTimeoutException("select"),
        new CannotCreateTransactionException("begin"),
        new TransactionTimedOutException("30s"),
        new LedgerUnavailable("gone", new SQLException("db.internal")));
  }

  @ParameterizedTest
  @MethodSource("away")
  void saysWhenToRetryWhileTheLedgerIsUnavailable(Exception failure) {
    for (Throwable thrown : new Throwable[] {failure, new RuntimeCamelException(failure)}) {
      Problem problem = ClassifyProblem.of(thrown);

      assertThat(problem.status()).isEqualTo(503);
      assertThat(problem.getHeaders().toSingleValueMap()).containsEntry("Retry-After", "5");
      assertThat(problem.detail()).doesNotContain("db.internal");
    }
  }

  @ParameterizedTest
  @MethodSource("slow")
  void distinguishesCallersThatAreTooSlowFromThoseThatDisconnected(int status, Exception failure) {
    assertThat(ClassifyProblem.of(failure).status()).isEqualTo(status);
  }

  static Stream<Arguments> slow() {
    return Stream.of(
        Arguments.of(408, new CallTooSlow(new TimeoutException("idle"))),
        Arguments.of(408, new CallBroken(new IOException(new TimeoutException("idle")))),
        Arguments.of(408, new CallBroken(new CallTooSlow(new TimeoutException("idle")))),
        Arguments.of(400, new CallBroken(new EOFException())),
        Arguments.of(
            400,
            new HttpMessageNotReadableException(
                "I/O error", new EOFException(), new MockHttpInputMessage(new byte[0]))),
        Arguments.of(503, new CallBroken(new BodyMemoryUsedUp())));
  }
}
