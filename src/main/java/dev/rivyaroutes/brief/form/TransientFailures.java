package dev.rivyaroutes.brief.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.kamelet.KameletConsumerNotAvailableException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells failures of the program's surroundings, which pass, from those that the content of a brief
 * causes and that come again each time it is tried. What cannot be told apart counts as passing.
 */
public final class TransientFailures {

  private static final Set<Class<?>> PASSING =
      Set.of(
          LedgerUnavailable.class,
          DataAccessException.class,
          TransactionException.class,
          SQLException.class,
          SdkException.class,
          TimeoutException.class,
          InterruptedException.class,
          RejectedExecutionException.class,
          ExchangeTimedOutException.class,
          DirectConsumerNotAvailableException.class,
          KameletConsumerNotAvailableException.class,
          GenericFileOperationFailedException.class);

  /** What readers of texts throw for what they read. */
  private static final Set<Class<?>> OF_CONTENT =
      Set.of(
          CorruptContent.class,
          JsonProcessingException.class,
          CharacterCodingException.class,
          MalformedURLException.class,
          ZipException.class);

  /** Not logged in, not allowed, busy, or locked: says nothing about what was sent. */
  private static final Set<Integer> PASSING_STATUS = Set.of(401, 403, 407, 408, 421, 423, 425, 429);

  private static final int DEPTH = 20;

  private TransientFailures() {}

  public static boolean isBehind(Throwable failure) {
    Throwable current = failure;
    for (int i = 0; i < DEPTH && current != null; i++) {
      if (isPassing(current)) {
        return true;
      }
      current = current.getCause();
    }
    return false;
  }

  private static boolean isPassing(Throwable failure) {
    if (failure instanceof HttpOperationFailedException answer) {
      return answer.getStatusCode() >= 500 || PASSING_STATUS.contains(answer.getStatusCode());
    }
    return failure instanceof IOException && !isOne(failure, OF_CONTENT)
        || failure instanceof Error && !(failure instanceof StackOverflowError)
        || isOne(failure, PASSING);
  }

  private static boolean isOne(Throwable failure, Set<Class<?>> kinds) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(failure));
  }
}
