package dev.rivyaroutes.http;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.DecodingBudgetExceeded;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;

/** Finds what an exception means to the caller. */
public final class ClassifyProblem {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifyProblem.class);

  public static Problem of(Throwable thrown) {
    if (cause(thrown, Problem.class::isInstance) instanceof Problem known) {
      return known;
    }
    if (cause(thrown, TooLargeException.class::isInstance) instanceof TooLargeException large) {
      return tooLarge(large.maxBytes());
    }
    if (cause(thrown, BodyMemoryUsedUp.class::isInstance) != null) {
      return Problem.of(
              503,
              "busy",
              "Too many large requests arrive at once; send the request again in a few seconds.")
          .withHeader("Retry-After", "5");
    }
    if (cause(thrown, CallBroken.class::isInstance) != null && CallTooSlow.isBehind(thrown)
        || cause(thrown, CallTooSlow.class::isInstance) != null) {
      return ErrorAnswers.problem(408);
    }
    // The second is Spring's own reading, as of a health probe that ends with the program.
    if (cause(thrown, CallBroken.class::isInstance) != null
        || cause(thrown, HttpMessageNotReadableException.class::isInstance) != null) {
      LOG.debug("A call broke off", thrown);
      return Problem.of(400, "broken-off", "The body of the request ended early; send it again.");
    }
    if (cause(thrown, BriefRefused.class::isInstance) instanceof BriefRefused refused) {
      return Problem.of(422, "brief-refused", refused.getMessage());
    }
    if (cause(thrown, CorruptContent.class::isInstance) instanceof CorruptContent content) {
      return Problem.of(422, "brief-refused", content.getMessage());
    }
    if (cause(thrown, DecodingBudgetExceeded.class::isInstance) != null) {
      return Problem.of(
              503,
              "busy",
              "Other large documents are being read. Send the same request with the same"
                  + " Idempotency-Key again.")
          .withHeader("Retry-After", "5");
    }
    if (cause(thrown, ClassifyProblem::ledger) != null) {
      LOG.warn("The ledger is unavailable", thrown);
      return Problem.of(
              503,
              "ledger-unavailable",
              "The ledger is unavailable, so it is unknown whether the request was accepted. Send the same request"
                  + " with the same Idempotency-Key again.")
          .withHeader("Retry-After", "5");
    }
    if (cause(thrown, IOException.class::isInstance) != null) {
      Throwable disk = cause(thrown, DiskWriteFailed.class::isInstance);
      LOG.warn(
          "The media store failed: {}", disk == null ? PlainWords.of(thrown) : disk.getMessage());
      return Problem.of(
              503,
              "storage-unavailable",
              "The media store is unavailable. Send the same request with the same Idempotency-Key"
                  + " again.")
          .withHeader("Retry-After", "5");
    }
    LOG.error("A call failed", thrown);
    return Problem.of(500, "internal", "An internal error occurred; see the log of the program.");
  }

  static Problem tooLarge(long maxBytes) {
    return Problem.of(
            413, "too-large", "The request is larger than " + maxBytes + " bytes; send less.")
        .with("max_bytes", maxBytes)
        .withHeader("Connection", "close");
  }

  private static boolean ledger(Throwable thrown) {
    return thrown instanceof LedgerUnavailable
        || thrown instanceof DataAccessException
        || thrown instanceof TransactionException
        || thrown instanceof SQLException;
  }

  private static Throwable cause(Throwable thrown, Predicate<Throwable> test) {
    for (Throwable t = thrown; t != null && t != t.getCause(); t = t.getCause()) {
      if (test.test(t)) {
        return t;
      }
    }
    return null;
  }

  private ClassifyProblem() {}
}
