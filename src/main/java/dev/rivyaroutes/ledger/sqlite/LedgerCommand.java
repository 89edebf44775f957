package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

/**
 * The commands {@code backup} and {@code restore} of the embedded ledger, with their exit codes.
 */
public final class LedgerCommand {

  private static final int OTHER = 1;
  private static final int WRONG = 2;
  private static final int DATABASE = 3;

  private final String url;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param url the configured address of the ledger
   */
  public LedgerCommand(String url, PrintWriter out, PrintWriter err) {
    this.url = url;
    this.out = out;
    this.err = err;
  }

  private interface Work {
    String on(Path ledger) throws IOException, SQLException;
  }

  /** Copies the ledger to a new file. */
  public int backUp(Path file) {
    Path copy = file.toAbsolutePath().normalize();
    return run(
        "backup",
        ledger -> {
          if (Files.notExists(ledger)) {
            throw new IllegalStateException(
                "There is no ledger %s. Run the command in the program's folder."
                    .formatted(ledger));
          }
          BackUpLedger.copy(ledger, copy);
          return "The ledger %s is backed up in %s (%,d KB)."
              .formatted(ledger, copy, Files.size(copy) / 1024);
        });
  }

  /** Puts a copy in the place of the ledger. */
  public int restore(Path file) {
    Path copy = file.toAbsolutePath().normalize();
    return run(
        "restore",
        ledger -> {
          Path former = RestoreLedger.restore(copy, ledger, Clock.systemUTC());
          String kept = former == null ? "" : " The former one is kept in %s.".formatted(former);
          return "The ledger %s is restored from %s.%s".formatted(ledger, copy, kept);
        });
  }

  private int run(String command, Work work) {
    Path ledger = LedgerFile.path(url).map(path -> path.toAbsolutePath().normalize()).orElse(null);
    if (ledger == null) {
      err.println(
          "%s is for the embedded ledger, but spring.datasource.url names another database. Use its own tools: pg_dump and pg_restore for PostgreSQL."
              .formatted(command));
      return WRONG;
    }
    try {
      NativeLibrary.load();
      out.println(work.on(ledger));
      return 0;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return WRONG;
    } catch (SQLException e) {
      boolean inUse = LedgerFile.IN_USE.equals(e.getSQLState());
      err.println(
          inUse
              ? "The program is running with the ledger %s. Stop it, then restore."
                  .formatted(ledger)
              : "The %s of %s failed: %s".formatted(command, ledger, e.getMessage()));
      return DATABASE;
    } catch (IOException e) {
      err.println("The %s of %s failed: %s".formatted(command, ledger, PlainWords.of(e)));
      return OTHER;
    }
  }
}
