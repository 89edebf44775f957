package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The refusal of a brief whose content makes the program fail. Sources and stores throw {@link
 * IOException}, which iterators can only wrap, so only the content is left as the cause, or trouble
 * that passes; tried again, the content would fail in the same way for ever.
 */
public final class UnexpectedFailure {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailure.class);

  private UnexpectedFailure() {}

  /**
   * Logs the fault, and says what to do with the brief. Trouble that passes is thrown again.
   *
   * @throws IOException when the fault is one of the source or the store
   */
  public static String refusal(String name, RuntimeException fault) throws IOException {
    if (fault instanceof UncheckedIOException || fault instanceof DirectoryIteratorException) {
      throw (IOException) fault.getCause();
    }
    if (TransientFailures.isBehind(fault)) {
      throw fault;
    }
    LOG.error(
        "The content of {} could not be processed: {}",
        BriefText.quote(name),
        PlainWords.of(fault));
    LOG.debug("Where it happened", fault);
    return "Its content could not be processed, for a reason that was not foreseen: the log has it."
        + " Change the brief, and report the fault.";
  }
}
