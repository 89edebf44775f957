package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.mime.FileRange;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The id of a mail as a brief: its Message-ID, and a SHA-256 over what the sender wrote. So it is
 * the same wherever the mail is filed and however it came, and another mail with a copied
 * Message-ID has another one. How lines end, and empty lines at the end, do not count: servers
 * change them.
 */
final class IdentifyMail {
  private static final int LONGEST_ID = 250;
  private static final List<String> HEADERS = List.of("Message-ID", "From", "Date", "Subject");

  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private long lineBreaks;

  private IdentifyMail() {}

  /**
   * @param body the raw bytes below the headers
   */
  static String of(MailHeaders headers, MailThread thread, FileRange body) throws IOException {
    IdentifyMail identify = new IdentifyMail();
    for (String name : HEADERS) {
      for (String value : headers.all(name)) {
        String line = name + ":" + value.replaceAll("\\s+", " ") + "\n";
        identify.digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    try (InputStream in = body.open()) {
      identify.body(in);
    }
    return shown(thread.messageId()) + " " + Hex.encodeHexString(identify.digest.digest());
  }

  private void body(InputStream in) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    byte[] text = new byte[buffer.length];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      int length = 0;
      for (int i = 0; i < n; i++) {
        byte b = buffer[i];
        if (b == '\n') {
          digest.update(text, 0, length);
          length = 0;
          lineBreaks++;
        } else if (b != '\r') {
          breakLines();
          text[length++] = b;
        }
      }
      digest.update(text, 0, length);
    }
  }

  private void breakLines() {
    for (; lineBreaks > 0; lineBreaks--) {
      digest.update((byte) '\n');
    }
  }

  private static String shown(String messageId) {
    if (messageId == null) {
      return "-";
    }
    return messageId.length() <= LONGEST_ID && messageId.chars().allMatch(c -> c > ' ' && c < 0x7F)
        ? messageId
        : "<" + DigestUtils.sha256Hex(messageId) + ">";
  }
}
