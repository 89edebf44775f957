package dev.rivyaroutes.simulator.media;

import dev.rivyaroutes.simulator.server.ApiJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Builds a WAV file (RIFF, 16 bit PCM, mono) of a fading tone, with the task's mark as its comment.
 */
public final class EncodeWav {

  private static final int RATE = 22_050;
  private static final double PITCH = 440;
  private static final int FORMAT_CHUNK = 16;

  private final byte[] samples;

  public EncodeWav(double seconds) {
    int count = (int) (RATE * seconds);
    ByteBuffer wave = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double loudness = 12_000 * (1 - (double) i / count);
      wave.putShort((short) (loudness * Math.sin(2 * Math.PI * PITCH * i / RATE)));
    }
    this.samples = wave.array();
  }

  public ResultFile of(String mark) {
    byte[] comment = ApiJson.utf8(mark.length() % 2 == 0 ? mark : mark + "\0");
    int list = 12 + comment.length;
    ByteBuffer head = ByteBuffer.allocate(44 + 8 + list).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ApiJson.utf8("RIFF")).putInt(head.capacity() - 8 + samples.length);
    head.put(ApiJson.utf8("WAVEfmt ")).putInt(FORMAT_CHUNK);
    head.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    head.putShort((short) 2).putShort((short) 16);
    head.put(ApiJson.utf8("LIST")).putInt(list).put(ApiJson.utf8("INFOICMT"));
    head.putInt(comment.length).put(comment);
    head.put(ApiJson.utf8("data")).putInt(samples.length);
    return new ResultFile("audio/wav", head.array(), samples, 0);
  }
}
