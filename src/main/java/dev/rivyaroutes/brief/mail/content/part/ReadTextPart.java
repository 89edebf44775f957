package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.DecodeCharset;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.mail.content.text.TextBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of a mail, within one limit for all of them. */
final class ReadTextPart {
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int META = 2_048;
  private static final Pattern META_CHARSET =
      Pattern.compile("(?i)<meta[^>]{1,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{1,40})");

  private int left = LONGEST;

  void read(MailPart part, Collected all) throws IOException, MailRefused {
    byte[] bytes;
    try (InputStream in = part.open()) {
      bytes = in.readNBytes(left + 1);
    }
    if (bytes.length > left) {
      bytes = Arrays.copyOf(bytes, left);
      all.remark(
          "The text of the mail has more than %d bytes; the rest is not used.".formatted(LONGEST));
    }
    left -= bytes.length;
    String charset = part.type().parameter("charset");
    if (part.is("text/html")) {
      html(DecodeCharset.text(bytes, charset.isBlank() ? meta(bytes) : charset), all);
      return;
    }
    String text = DecodeCharset.text(bytes, charset);
    if (TextBlock.isEncrypted(text) && all.texts().isEmpty()) {
      throw Encrypted.refused("PGP");
    }
    all.text(TextBlock.plain(text, is(part, "format", "flowed"), is(part, "delsp", "yes")));
  }

  private static void html(String html, Collected all) {
    Optional<TextBlock> block = TextBlock.html(html);
    block.ifPresent(all::text);
    if (block.isEmpty()) {
      all.remark("The HTML of the mail has too many elements to be read.");
    }
  }

  private static boolean is(MailPart part, String parameter, String value) {
    return part.type().parameter(parameter).equalsIgnoreCase(value);
  }

  private static String meta(byte[] html) {
    String head = new String(html, 0, Math.min(html.length, META), StandardCharsets.ISO_8859_1);
    Matcher meta = META_CHARSET.matcher(head);
    return meta.find() ? meta.group(1) : null;
  }
}
