package dev.rivyaroutes.http;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.DecodingBudgetExceeded;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.IOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;

/** Finds what an exception means to the caller. */
public final class ClassifyProblem {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifyProblem.class);

  public static Problem of(Throwable thrown) {
    Problem known = FailureChain.find(thrown, Problem.class);
    if (known != null) {
      return known;
    }
    TooLargeException large = FailureChain.find(thrown, TooLargeException.class);
    if (large != null) {
      return tooLarge(large.maxBytes());
    }
    if (FailureChain.has(thrown, BodyMemoryUsedUp.class)) {
      return Problem.of(
              503,
              "busy",
              "Too many large requests arrive at once; send the request again in a few seconds.")
          .withHeader("Retry-After", "5");
    }
    if (FailureChain.has(thrown, CallBroken.class) && CallTooSlow.isBehind(thrown)
        || FailureChain.has(thrown, CallTooSlow.class)) {
      return ErrorAnswers.problem(408);
    }
    // The second is Spring's own reading, as of a health probe that ends with the program.
    if (FailureChain.has(thrown, CallBroken.class)
        || FailureChain.has(thrown, HttpMessageNotReadableException.class)) {
      LOG.debug("A call broke off", thrown);
      return Problem.of(400, "broken-off", "The body of the request ended early; send it again.");
    }
    BriefRefused refused = FailureChain.find(thrown, BriefRefused.class);
    if (refused != null) {
      return Problem.of(422, "brief-refused", refused.getMessage());
    }
    CorruptContent content = FailureChain.find(thrown, CorruptContent.class);
    if (content != null) {
      return Problem.of(422, "brief-refused", content.getMessage());
    }
    if (FailureChain.has(thrown, DecodingBudgetExceeded.class)) {
      return Problem.of(
              503,
              "busy",
              "Other large documents are being read. Send the same request with the same"
                  + " Idempotency-Key again.")
          .withHeader("Retry-After", "5");
    }
    if (FailureChain.of(thrown).stream().anyMatch(ClassifyProblem::isOfLedger)) {
      LOG.warn("The ledger is unavailable", thrown);
      return Problem.of(
              503,
              "ledger-unavailable",
              "The ledger is unavailable, so it is unknown whether the request was accepted. Send the same request"
                  + " with the same Idempotency-Key again.")
          .withHeader("Retry-After", "5");
    }
    if (FailureChain.has(thrown, IOException.class)) {
      Throwable disk = FailureChain.find(thrown, DiskWriteFailed.class);
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

  private static boolean isOfLedger(Throwable thrown) {
    return thrown instanceof LedgerUnavailable
        || thrown instanceof DataAccessException
        || thrown instanceof TransactionException
        || thrown instanceof SQLException;
  }

  private ClassifyProblem() {}
}
