package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.part.FoundFile;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Finds out what a file in a mail is by reading it once; only its start is kept meanwhile. */
final class InspectFile {
  /** Cameras write large headers before the size of a picture. */
  private static final int START = 256 * 1024;

  private InspectFile() {}

  /**
   * What a file is.
   *
   * @param size in bytes
   * @param media by its first bytes
   * @param width of a picture in pixels; 0 when unknown
   * @param height of a picture in pixels; 0 when unknown
   */
  record Inspected(long size, MediaType media, int width, int height) {
    boolean isPicture() {
      return media.kind() == MediaKind.IMAGE;
    }

    boolean isMedia() {
      return media.kind() != MediaKind.OTHER;
    }
  }

  static Inspected inspect(FoundFile file) throws IOException {
    byte[] start;
    long size;
    try (InputStream in = file.content().open()) {
      start = in.readNBytes(START);
      size = start.length + in.transferTo(OutputStream.nullOutputStream());
    }
    MediaType media =
        DetectMediaType.of(Arrays.copyOf(start, Math.min(start.length, DetectMediaType.PREFIX)));
    int[] pixels = media.kind() == MediaKind.IMAGE ? pixels(start) : new int[2];
    return new Inspected(size, media, pixels[0], pixels[1]);
  }

  /** Width and height from the header of a picture; zeros when it does not have them. */
  private static int[] pixels(byte[] start) {
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(start))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return new int[2];
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new int[] {reader.getWidth(0), reader.getHeight(0)};
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return new int[2];
    }
  }
}
