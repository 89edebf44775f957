package dev.rivyaroutes.brief;

import java.io.IOException;
import java.io.InputStream;
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
}
