package dev.rivyaroutes.media.file;

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
 * Syncs folders to the disk. Concurrent callers for the same folder share one sync, which covers
 * every entry created before it began.
 */
public final class SyncFolder {

  private static final int MAX_FOLDERS = 1_000;
  private static final boolean SUPPORTED = File.separatorChar == '/';

  private final Map<Path, SharedSync> folders = new ConcurrentHashMap<>();

  /** Returns when every entry that the caller created in the folder is on the disk. */
  public void sync(Path folder) throws IOException {
    if (!SUPPORTED) {
      return;
    }
    if (folders.size() > MAX_FOLDERS) {
      // Safe at any time: threads in sync() keep their own reference.
      folders.clear();
    }
    folders.computeIfAbsent(folder, SharedSync::new).sync();
  }

  private static final class SharedSync {
    private final Path folder;
    private final AtomicLong requested = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long covered;

    private SharedSync(Path folder) {
      this.folder = folder;
    }

    private void sync() throws IOException {
      long mine = requested.incrementAndGet();
      lock.lock();
      try {
        if (covered < mine) {
          long all = requested.get();
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
