package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Copies the ledger, as it was after the last commit before the copy began, while the program may
 * write on. The copy appears under its name once it is whole and on the disk.
 */
final class BackUpLedger {

  private BackUpLedger() {}

  /** Copies to a file that must not exist. */
  static void copy(Path ledger, Path target) throws IOException, SQLException {
    if (Files.exists(target)) {
      throw new IllegalStateException(
          "%s exists already; nothing was copied. Name a new file.".formatted(target));
    }
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".part");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OwnerOnly.file());
    try {
      // A reader of its own: the copy sees one commit, and no writer waits for it.
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
          PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
        copy.setString(1, unfinished.toString());
        copy.execute();
      }
      CheckIntegrity.requireSound(unfinished);
      place(unfinished, target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Gives a finished file its name, both forced to the disk. */
  static void place(Path finished, Path target) throws IOException {
    force(finished, StandardOpenOption.WRITE);
    Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    if (!System.getProperty("os.name").startsWith("Windows")) {
      force(target.toAbsolutePath().getParent(), StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
