package dev.rivyaroutes.brief.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary files of the taken files that are not settled. */
final class OpenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  private final Set<TakenFile> open = ConcurrentHashMap.newKeySet();

  void add(TakenFile file) {
    if (file.local() != null) {
      open.add(file);
    }
  }

  void close(TakenFile file) {
    if (open.remove(file)) {
      try {
        Files.deleteIfExists(file.local());
      } catch (IOException e) {
        LOG.debug("The temporary file of {} could not be deleted", file.file().text(), e);
      }
    }
  }

  void closeAll() {
    Set.copyOf(open).forEach(this::close);
  }
}
