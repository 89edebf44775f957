package dev.rivyaroutes.ledger.version;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The flow file whose routes this thread loads: what the routes declare belongs to it.
 *
 * @param name the file
 * @param version the id of its text in the ledger; null if it has none
 */
public record LoadingFile(String name, String version) {

  private static final ThreadLocal<LoadingFile> CURRENT = new ThreadLocal<>();

  /** Empty for routes that come from no flow file. */
  public static Optional<LoadingFile> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Runs the load of the file. */
  public <T> T run(Callable<T> load) throws Exception {
    CURRENT.set(this);
    try {
      return load.call();
    } finally {
      CURRENT.remove();
    }
  }
}
