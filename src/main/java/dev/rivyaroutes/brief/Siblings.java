package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Opens the files beside a brief, by the names that the brief uses for them. */
@FunctionalInterface
public interface Siblings {

  /** No files are beside the brief. */
  Siblings NONE = name -> Optional.empty();

  /**
   * Opens a sibling; empty when it does not exist.
   *
   * @param name a name relative to the brief; names that lead out of its folder or bucket are never
   *     opened
   */
  Optional<InputStream> open(String name) throws IOException;

  /** The existing names near a missing one, for messages; a thousand at most. */
  default List<String> namesNear(String missing) throws IOException {
    return List.of();
  }

  /** A sibling is still being written: the brief is to be handed in again later. */
  public final class StillBeingWritten extends IOException {
    public StillBeingWritten(String name) {
      super(name + " is still being written; the brief that names it waits for it");
    }
  }

  /** A sibling exists, but the user of the program may not read it. */
  public final class Unreadable extends IOException {
    public Unreadable(String name) {
      super(
          "%s cannot be read: the user %s may not read it, or its folder. Give that user read permission"
              .formatted(BriefText.quote(name), System.getProperty("user.name")));
    }
  }
}
