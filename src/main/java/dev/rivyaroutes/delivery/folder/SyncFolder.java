package dev.rivyaroutes.delivery.folder;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes folders' entries through to the disk. Callers who wait at the same time for the same
 * folder share one write, since it covers every entry made before it began.
 */
final class SyncFolder {

  private static final int MAX_REMEMBERED = 1_000;
  private static final boolean POSSIBLE = File.separatorChar == '/';

  private final Map<Path, Turns> folders = new ConcurrentHashMap<>();

  /** Returns once every entry that the caller made in the folder is on the disk. */
  void sync(Path folder) throws IOException {
    if (!POSSIBLE) {
      return;
    }
    if (folders.size() > MAX_REMEMBERED) {
      // Safe at any time: who holds an older entry still takes turns on it.
      folders.clear();
    }
    folders.computeIfAbsent(folder, Turns::new).sync();
  }

  private static final class Turns {
    private final Path folder;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long covered;

    private Turns(Path folder) {
      this.folder = folder;
    }

    private void sync() throws IOException {
      long mine = asked.incrementAndGet();
      lock.lock();
      try {
        if (covered < mine) {
          long all = asked.get();
          try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
          }
          covered = all;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
