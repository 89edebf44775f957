package dev.rivyaroutes.brief;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Lengths;

/** Refuses a brief that is too large for the ledger, before anything of it is written. */
final class CheckLengths {

  /** The most characters that JSON writes for one. */
  private static final int LONGEST_ESCAPE = 6;

  private CheckLengths() {}

  static void check(NewJob job) throws BriefRefused {
    fits("The name of its source", job.sourceName(), Lengths.SOURCE_NAME, "Use a shorter path.");
    fits("Its model", job.model(), Lengths.MODEL, "Name a model of Rivya.");
    fits("Its prompt", job.prompt(), Lengths.TEXT, "Shorten it.");
    fits("The JSON of its params", job.params(), Lengths.TEXT, "Shorten them.");
    for (JobFile file : job.references()) {
      fits("The name of reference " + file.n(), file.name(), Lengths.FILE_NAME, "Shorten it.");
      fits(
          "The URL of reference " + file.n(),
          file.url(),
          Lengths.URL,
          "Put the file beside the brief.");
    }
    requestFits(job);
  }

  /** Line breaks and quotes take more characters in the request than in the brief. */
  private static void requestFits(NewJob job) throws BriefRefused {
    int prompt = job.prompt() == null ? 0 : job.prompt().length();
    if (prompt * (long) LONGEST_ESCAPE + job.params().length() > Lengths.TEXT) {
      int escaped = JsonStringEncoder.getInstance().quoteAsString(job.prompt()).length;
      refuseAbove(
          "The request of its prompt and params",
          escaped + job.params().length(),
          Lengths.TEXT,
          "Shorten them.");
    }
  }

  private static void fits(String thing, String text, int most, String remedy) throws BriefRefused {
    refuseAbove(thing, text == null ? 0 : text.length(), most, remedy);
  }

  private static void refuseAbove(String thing, int length, int most, String remedy)
      throws BriefRefused {
    if (length > most) {
      throw new BriefRefused(
          thing + " has " + length + " characters; at most " + most + " are allowed. " + remedy);
    }
  }
}
