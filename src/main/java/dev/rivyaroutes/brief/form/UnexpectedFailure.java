package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a brief whose content makes the program fail. Sources and stores throw {@link
 * IOException}, so any other failure is transient or caused by the content, which would fail again
 * at every retry.
 */
public final class UnexpectedFailure {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailure.class);

  private UnexpectedFailure() {}

  /**
   * Logs the failure, and returns the refusal. A transient failure is thrown again.
   *
   * @throws IOException when the source or the store failed
   */
  public static String refusal(String name, RuntimeException failure) throws IOException {
    if (failure instanceof UncheckedIOException || failure instanceof DirectoryIteratorException) {
      throw (IOException) failure.getCause();
    }
    if (TransientFailures.isTransient(failure)) {
      throw failure;
    }
    LOG.error(
        "The content of {} could not be processed: {}",
        BriefText.quote(name),
        PlainWords.of(failure));
    LOG.debug("The failure of the content", failure);
    return "Its content could not be processed because of an unexpected error, which is in the log."
        + " Change the brief, and report the error.";
  }
}
