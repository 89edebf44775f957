package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the embedded ledger, which one process at a time may use. A lock file beside it shows
 * that; the operating system releases the lock even if the process is killed.
 */
public final class LedgerFile implements AutoCloseable {

  /** The state of PostgreSQL for an object that is in use. */
  public static final String IN_USE = "55006";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);

  private static final Pattern URL =
      Pattern.compile("(?i:jdbc:sqlite:(?:file:)?)([^:?][^?]*)(?:\\?.*)?");

  /** On these another host may use the file, which SQLite's locks cannot prevent. */
  private static final Pattern SHARES =
      Pattern.compile("nfs\\d?|cifs|smb.*|afs|ceph|fuse\\.(sshfs|glusterfs|s3fs|rclone).*|9p");

  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path file;
  private FileChannel lock;

  public LedgerFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /** The file that an address names; empty if it names another database. */
  public static Optional<Path> path(String url) {
    Matcher named = URL.matcher(url == null ? "" : url.strip());
    try {
      return named.matches() ? Optional.of(Path.of(named.group(1))) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The file of changes that are committed, but not in the ledger's file yet. */
  static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /**
   * Reserves the file for this process, and creates it if there is none. After an unclean end its
   * integrity is checked.
   *
   * @throws SQLException with the state {@link #IN_USE} while another process has it
   * @throws IllegalStateException if it cannot be used; the message has the remedy
   */
  public synchronized void open() throws SQLException {
    if (lock != null) {
      return;
    }
    NativeLibrary.load();
    Path folder = file.getParent();
    try {
      OwnerOnly.createFolders(folder);
      refuseShare(Files.getFileStore(folder).type());
      reserve();
      if (Files.notExists(file)) {
        refuseOlderLedger();
        Files.createFile(file, OwnerOnly.file());
      }
    } catch (IOException e) {
      close();
      throw new IllegalStateException(
          "The ledger's file %s cannot be written: %s Correct the owner and mode of its folder, or set spring.datasource.url to a file in another folder."
              .formatted(file, NativeLibrary.sentence(PlainWords.of(e))),
          e);
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
    checkAfterUncleanEnd();
  }

  void refuseShare(String type) {
    if (SHARES.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
      throw new IllegalStateException(
          "The ledger's file %s is on a network share (%s), where SQLite may lose data. Set spring.datasource.url to a file on a local disk, or to PostgreSQL."
              .formatted(file, type));
    }
  }

  /** Locks the file; the state is {@link #IN_USE} while another process has it. */
  void reserve() throws IOException, SQLException {
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"), CREATE, OwnerOnly.file());
    try {
      if (channel.tryLock() != null) {
        lock = channel;
        return;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("This process has the ledger open already", e);
    }
    channel.close();
    throw new SQLException("Another process has the ledger's file %s open".formatted(file), IN_USE);
  }

  /** Whoever starts with an empty ledger pays again for briefs that the older one knows. */
  private void refuseOlderLedger() {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Path older = file.resolveSibling(name + ".mv.db");
    if (Files.exists(older)) {
      throw new IllegalStateException(
          "%s is a ledger of an earlier version (H2), which this version cannot read. Let the earlier version finish its jobs, empty the drop folders, then move that file away: the ledger begins anew in %s."
              .formatted(older, file.getFileName()));
    }
  }

  private void checkAfterUncleanEnd() throws SQLException {
    try {
      if (Files.notExists(log(file)) || Files.size(log(file)) == 0) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("Could not inspect {}", log(file), e);
    }
    long begin = System.nanoTime();
    CheckIntegrity.check(file)
        .ifPresent(
            damage -> {
              close();
              throw new IllegalStateException(
                  "The ledger's file %s is damaged: %s. Restore it from a backup (java -jar rivya-routes.jar restore), see src/docs/operations.md."
                      .formatted(file, damage));
            });
    LOG.info(
        "The program had not ended cleanly; the ledger's file was checked in {} ms and is sound.",
        (System.nanoTime() - begin) / 1_000_000);
  }

  /** Lets another process use the file. */
  @Override
  public synchronized void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.debug("Could not release the lock of {}", file, e);
      }
      lock = null;
    }
  }
}
