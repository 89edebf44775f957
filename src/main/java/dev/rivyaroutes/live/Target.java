package dev.rivyaroutes.live;

import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;

/**
 * Something to reach.
 *
 * @param name what it is, such as {@code the bucket photos}
 * @param place where findings about it belong
 */
record Target(Rule rule, Place place, String name, Visit visit) {

  /** Reaches it, by reading alone. */
  @FunctionalInterface
  interface Visit {
    void visit(Seen seen) throws Exception;
  }
}
