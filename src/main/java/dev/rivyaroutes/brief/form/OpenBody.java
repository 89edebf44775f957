package dev.rivyaroutes.brief.form;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.apache.camel.Exchange;
import org.springframework.core.io.InputStreamSource;

/** Opens the body of an exchange as a stream of unpacked bytes. */
final class OpenBody {
  private OpenBody() {}

  static InputStream open(Exchange exchange, Object body) throws BriefRefused, IOException {
    InputStream in = packed(exchange, body);
    try {
      return DecodeBody.open(in, exchange.getProperty(ReadBriefs.ENCODING, String.class));
    } catch (BriefRefused | IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream packed(Exchange exchange, Object body)
      throws BriefRefused, IOException {
    if (body == null) {
      throw new BriefRefused(ReadBriefs.EMPTY);
    }
    if (body instanceof InputStream stream) {
      return stream;
    }
    if (body instanceof byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }
    if (body instanceof String text) {
      return new ByteArrayInputStream(
          BriefText.usable("The text", text).getBytes(StandardCharsets.UTF_8));
    }
    if (body instanceof InputStreamSource source) {
      return source.getInputStream();
    }
    if (body instanceof File file) {
      if (Files.isSymbolicLink(file.toPath())) {
        throw new BriefRefused(
            "The file is a symbolic link, which is not followed. Hand in the file itself.");
      }
      return Files.newInputStream(file.toPath(), LinkOption.NOFOLLOW_LINKS);
    }
    InputStream converted = exchange.getMessage().getBody(InputStream.class);
    if (converted == null) {
      throw new BriefRefused(
          "The body is neither a text, bytes, a map nor a list of them, so it is not a brief. Convert"
              + " it to one of them in the flow, before rivya-generation-sink.");
    }
    return converted;
  }
}
