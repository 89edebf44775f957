package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Opens the files that lie beside a brief, by the names that the brief uses for them. */
@FunctionalInterface
public interface Siblings {

  /** Nothing lies beside the brief. */
  Siblings NONE = name -> Optional.empty();

  /**
   * Opens a sibling, or says that there is none.
   *
   * @param name a name relative to the brief; names that lead out of its folder or bucket are never
   *     opened
   */
  Optional<InputStream> open(String name) throws IOException;

  /** The names that lie where a missing one was looked for, for people; a thousand at most. */
  default List<String> besides(String missing) throws IOException {
    return List.of();
  }

  /** A sibling is still being written: the brief is to be handed in again later. */
  public final class StillWritten extends IOException {
    public StillWritten(String name) {
      super(name + " is still being written; the brief that names it waits for it");
    }
  }

  /** A sibling lies there, and the user of the program may not read it. */
  public final class Unreadable extends IOException {
    public Unreadable(String name) {
      super(
          "%s cannot be read: the user %s may not read it, or its folder. Give that user read permission"
              .formatted(BriefText.quote(name), System.getProperty("user.name")));
    }
  }
}
