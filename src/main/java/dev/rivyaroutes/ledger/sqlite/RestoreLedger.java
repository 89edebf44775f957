package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Puts a copy in the place of the ledger, while the program is stopped; the old one is kept. */
final class RestoreLedger {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RestoreLedger() {}

  /**
   * Restores the ledger, and returns where the former one is; null if there was none.
   *
   * @throws SQLException with the state {@link LedgerFile#IN_USE} while the program is running
   */
  static Path restore(Path copy, Path ledger, Clock clock) throws IOException, SQLException {
    if (!Files.isRegularFile(copy)) {
      throw new IllegalStateException("There is no file %s.".formatted(copy));
    }
    CheckIntegrity.requireSound(copy);
    OwnerOnly.createFolders(ledger.getParent());
    try (LedgerFile file = new LedgerFile(ledger)) {
      file.reserve();
      Path unfinished = ledger.resolveSibling(ledger.getFileName() + ".part");
      Files.deleteIfExists(unfinished);
      Files.createFile(unfinished, OwnerOnly.file());
      Files.copy(copy, unfinished, StandardCopyOption.REPLACE_EXISTING);
      OwnerOnly.narrow(unfinished);
      Path former = moveAway(ledger, "-before-" + TIME.format(clock.instant()));
      BackUpLedger.place(unfinished, ledger);
      return former;
    }
  }

  /** The log of changes moves with its file: in the place of another it would destroy it. */
  private static Path moveAway(Path ledger, String suffix) throws IOException {
    Path former = ledger.resolveSibling(ledger.getFileName() + suffix);
    boolean exists = Files.exists(ledger);
    for (String part : List.of("", "-wal", "-shm")) {
      Path old = ledger.resolveSibling(ledger.getFileName() + part);
      if (Files.exists(old)) {
        Files.move(old, former.resolveSibling(former.getFileName() + part));
      }
    }
    return exists ? former : null;
  }
}
