package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.PlainCredits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What a brief asks for under the version that accepted it, and under the one that runs now.
 *
 * @param jobId the job that would be replayed
 */
public record ReplayDifference(String jobId, AskedFor before, AskedFor after) {

  /**
   * One thing that is asked for.
   *
   * @param before null if it is not known, or there is none
   */
  public record Part(String name, String before, String after, boolean differs) {

    static Part of(String name, String before, String after) {
      return new Part(name, before, after, !Objects.equals(before, after));
    }

    /** It does not count as different where it is not known. */
    static Part ifKnown(String name, String before, String after) {
      boolean known = before != null && after != null;
      return new Part(name, before, after, known && !before.equals(after));
    }
  }

  /** All that is asked for, whether it differs or not. */
  public List<Part> parts() {
    return List.of(
        Part.of("account", before.account(), after.account()),
        Part.of("model", before.model(), after.model()),
        Part.of("prompt", before.prompt(), after.prompt()),
        Part.of("params", before.params(), after.params()),
        Part.of("references", text(before.references()), text(after.references())),
        Part.ifKnown("sinks", text(before.sinks()), text(after.sinks())),
        Part.ifKnown("credits", text(before.credits()), text(after.credits())));
  }

  /** The names of what differs. */
  public List<String> changed() {
    return parts().stream().filter(Part::differs).map(Part::name).toList();
  }

  private static String text(List<String> all) {
    return all == null ? null : String.join("\n", all);
  }

  private static String text(BigDecimal credits) {
    return credits == null ? null : PlainCredits.of(credits);
  }
}
