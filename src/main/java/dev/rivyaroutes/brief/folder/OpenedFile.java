package dev.rivyaroutes.brief.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.IOUtils;
import org.springframework.core.io.InputStreamSource;

/** A dropped file that is open, so that its first reader does not open it again. */
final class OpenedFile implements InputStreamSource, Closeable {
  private final DroppedFile file;
  private InputStream opened;

  private OpenedFile(DroppedFile file, InputStream opened) {
    this.file = file;
    this.opened = opened;
  }

  static OpenedFile open(DroppedFile file) throws IOException {
    return new OpenedFile(file, file.getInputStream());
  }

  DroppedFile file() {
    return file;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream first = opened;
    opened = null;
    return first == null ? file.getInputStream() : first;
  }

  /** Closes it if nobody has read it. */
  @Override
  public void close() {
    IOUtils.closeQuietly(opened);
    opened = null;
  }
}
