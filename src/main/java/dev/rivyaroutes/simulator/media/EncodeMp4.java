package dev.rivyaroutes.simulator.media;

import dev.rivyaroutes.simulator.server.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Builds an MP4 that players open: a small sample, then a {@code free} box (ISO/IEC 14496-12,
 * 8.1.2) with the task's mark and zeros up to the configured size.
 */
public final class EncodeMp4 {

  private static final int BOX_HEAD = 8;
  private static final int LARGE_BOX_HEAD = 16;

  private final byte[] sample;
  private final long least;

  public EncodeMp4(long least) {
    this.least = least;
    try (InputStream in = EncodeMp4.class.getResourceAsStream("/simulator/sample.mp4")) {
      this.sample = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("simulator/sample.mp4 in the program cannot be read", e);
    }
  }

  public ResultFile of(String mark) {
    byte[] text = ApiJson.utf8(mark);
    long box = Math.max(BOX_HEAD + text.length, least - sample.length);
    boolean large = box > 0xffff_ffffL;
    ByteBuffer tail = ByteBuffer.allocate((large ? LARGE_BOX_HEAD : BOX_HEAD) + text.length);
    tail.putInt(large ? 1 : (int) box).put(ApiJson.utf8("free"));
    if (large) {
      tail.putLong(box);
    }
    tail.put(text);
    return new ResultFile("video/mp4", sample, tail.array(), box - tail.capacity());
  }
}
