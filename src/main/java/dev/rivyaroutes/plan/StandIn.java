package dev.rivyaroutes.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A small file of a media type by its first bytes, for one whose bytes are gone. */
final class StandIn {
  private static final int SIZE = 256;

  private static final Map<String, byte[]> FIRST =
      Map.ofEntries(
          Map.entry("image/png", latin1("\u0089PNG\r\n\u001a\n")),
          Map.entry("image/jpeg", latin1("\u00ff\u00d8\u00ff\u00e0")),
          Map.entry("image/webp", latin1("RIFF\u00f8\0\0\0WEBPVP8 ")),
          Map.entry("image/gif", latin1("GIF89a")),
          Map.entry("video/mp4", latin1("\0\0\0\u0018ftypisom\0\0\2\0isomiso2")),
          Map.entry("video/quicktime", latin1("\0\0\0\u0014ftypqt  \0\0\2\0qt  ")),
          Map.entry("video/webm", latin1("\u001aE\u00df\u00a3\u0093B\u0082\u0084webm")),
          Map.entry("audio/wav", latin1("RIFF\u00f8\0\0\0WAVEfmt ")),
          Map.entry("audio/mpeg", latin1("ID3\3\0\0\0\0\0\u0010")),
          Map.entry("audio/mp4", latin1("\0\0\0\u0018ftypM4A \0\0\2\0isomiso2")),
          Map.entry("audio/aac", latin1("\u00ff\u00f1P\u0080")),
          Map.entry("audio/ogg", latin1("OggS\0\2")));

  private StandIn() {}

  /**
   * @param name makes its bytes differ from those of others
   */
  static byte[] of(String contentType, String name) {
    byte[] bytes = Arrays.copyOf(FIRST.getOrDefault(contentType, FIRST.get("image/png")), SIZE);
    byte[] mark = name.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(mark.length, SIZE / 2);
    System.arraycopy(mark, 0, bytes, SIZE - length, length);
    return bytes;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
