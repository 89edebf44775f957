package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The commands {@code backup} and {@code restore} of the embedded ledger. */
public final class LedgerCommand {

  private static final String BACKUP = "backup";
  private static final String RESTORE = "restore";
  private static final int OTHER = 1;
  private static final int USAGE_ERROR = 2;
  private static final int DATABASE = 3;

  private LedgerCommand() {}

  public static boolean isOne(String command) {
    return Set.of(BACKUP, RESTORE).contains(command);
  }

  /**
   * Runs a command and returns the exit code.
   *
   * @param arguments the command and its file
   * @param url the configured address of the ledger
   */
  public static int run(List<String> arguments, String url, PrintStream out, PrintStream err) {
    String command = arguments.get(0);
    if (arguments.size() != 2) {
      err.println("Usage: java -jar rivya-routes.jar %s FILE".formatted(command));
      return USAGE_ERROR;
    }
    Path ledger = LedgerFile.path(url).map(path -> path.toAbsolutePath().normalize()).orElse(null);
    if (ledger == null) {
      err.println(
          "%s is for the embedded ledger, but spring.datasource.url names another database. Use its own tools: pg_dump and pg_restore for PostgreSQL."
              .formatted(command));
      return USAGE_ERROR;
    }
    Path file = Path.of(arguments.get(1)).toAbsolutePath().normalize();
    try {
      NativeLibrary.load();
      out.println(command.equals(BACKUP) ? backUp(ledger, file) : restore(file, ledger));
      return 0;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return USAGE_ERROR;
    } catch (SQLException e) {
      boolean inUse = LedgerFile.IN_USE.equals(e.getSQLState());
      err.println(
          inUse
              ? "The program is running with this ledger (%s). Stop it, then restore.".formatted(ledger)
              : "The %s of %s failed: %s".formatted(command, ledger, e.getMessage()));
      return DATABASE;
    } catch (IOException e) {
      err.println("The %s of %s failed: %s".formatted(command, ledger, PlainWords.of(e)));
      return OTHER;
    }
  }

  private static String backUp(Path ledger, Path file) throws IOException, SQLException {
    if (Files.notExists(ledger)) {
      throw new IllegalStateException(
          "There is no ledger %s. Run the command in the program's folder.".formatted(ledger));
    }
    BackUpLedger.copy(ledger, file);
    return "The ledger %s is backed up in %s (%,d KB).".formatted(ledger, file, Files.size(file) / 1024);
  }

  private static String restore(Path file, Path ledger) throws IOException, SQLException {
    Path former = RestoreLedger.restore(file, ledger, Clock.systemUTC());
    return "The ledger %s is restored from %s.%s"
        .formatted(ledger, file, former == null ? "" : " The former one is kept in %s.".formatted(former));
  }
}
