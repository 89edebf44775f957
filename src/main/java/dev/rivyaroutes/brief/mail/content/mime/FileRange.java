package dev.rivyaroutes.brief.mail.content.mime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.input.BoundedInputStream;

/** Some bytes of a file, read only when they are opened. */
public record FileRange(Path file, long from, long length) {

  public static FileRange of(Path file) throws IOException {
    return new FileRange(file, 0, Files.size(file));
  }

  public InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      channel.position(from);
      return BoundedInputStream.builder()
          .setInputStream(new BufferedInputStream(Channels.newInputStream(channel)))
          .setMaxCount(length)
          .get();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
