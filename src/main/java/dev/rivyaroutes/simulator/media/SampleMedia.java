package dev.rivyaroutes.simulator.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small media files as briefs and results of tests; the same bytes for the same mark. */
public final class SampleMedia {

  private static final int SIDE = 640;
  private static final double SECONDS = 0.1;

  private SampleMedia() {}

  public static byte[] png(String mark) {
    return bytes(DrawPng.marked(DrawPng.paint(SIDE, mark, "", mark.hashCode()), mark));
  }

  public static byte[] mp4(String mark) {
    return bytes(new EncodeMp4(0).of(mark));
  }

  public static byte[] wav(String mark) {
    return bytes(new EncodeWav(SECONDS).of(mark));
  }

  private static byte[] bytes(ResultFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      file.slice(0, file.length()).writeTo(bytes, file.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
