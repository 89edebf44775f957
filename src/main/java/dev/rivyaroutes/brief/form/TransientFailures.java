package dev.rivyaroutes.brief.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.FailureChain;
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
 * Distinguishes transient failures from those that the content of a brief causes, which would recur
 * at each retry. A failure that cannot be classified counts as transient.
 */
public final class TransientFailures {

  private static final Set<Class<?>> TRANSIENT =
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

  /** What readers throw for invalid content. */
  private static final Set<Class<?>> OF_CONTENT =
      Set.of(
          CorruptContent.class,
          JsonProcessingException.class,
          CharacterCodingException.class,
          MalformedURLException.class,
          ZipException.class);

  /** Not authenticated, not allowed, busy, or locked: independent of what was sent. */
  private static final Set<Integer> TRANSIENT_STATUS =
      Set.of(401, 403, 407, 408, 421, 423, 425, 429);

  private TransientFailures() {}

  public static boolean isTransient(Throwable failure) {
    return FailureChain.of(failure).stream().anyMatch(TransientFailures::isTransientItself);
  }

  private static boolean isTransientItself(Throwable failure) {
    if (failure instanceof HttpOperationFailedException answer) {
      return answer.getStatusCode() >= 500 || TRANSIENT_STATUS.contains(answer.getStatusCode());
    }
    return failure instanceof IOException && !isOne(failure, OF_CONTENT)
        || failure instanceof Error && !(failure instanceof StackOverflowError)
        || isOne(failure, TRANSIENT);
  }

  private static boolean isOne(Throwable failure, Set<Class<?>> kinds) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(failure));
  }
}
