package dev.rivyaroutes.simulator.files;

import java.nio.charset.StandardCharsets;

/**
 * Tells the media type of a file by its first bytes, for the types that Rivya's Files page names.
 */
public final class SniffType {

  /** As many first bytes as the answer may depend on. */
  static final int HEAD = 64;

  private SniffType() {}

  /** The media type, or null where the signature is none of the known. */
  public static String of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (text.startsWith("RIFF")) {
      return text.startsWith("WEBP", 8)
          ? "image/webp"
          : text.startsWith("WAVE", 8) ? "audio/wav" : null;
    }
    if (text.startsWith("ftyp", 4)) {
      return text.startsWith("qt  ", 8)
          ? "video/quicktime"
          : text.startsWith("M4A ", 8) ? "audio/mp4" : "video/mp4";
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return text.contains("webm") ? "video/webm" : "video/x-matroska";
    }
    if (text.startsWith("OggS")) {
      return "audio/ogg";
    }
    return text.startsWith("ID3") ? "audio/mpeg" : frame(head);
  }

  /**
   * MPEG audio and ADTS frames begin with eleven or twelve set bits; the layer bits tell them
   * apart.
   */
  private static String frame(byte[] head) {
    if (head.length < 2 || head[0] != (byte) 0xff || (head[1] & 0xe0) != 0xe0) {
      return null;
    }
    return (head[1] & 0xf6) == 0xf0 ? "audio/aac" : (head[1] & 0x06) != 0 ? "audio/mpeg" : null;
  }
}
