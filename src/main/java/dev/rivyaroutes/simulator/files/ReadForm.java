package dev.rivyaroutes.simulator.files;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.simulator.server.ApiError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * Reads a multipart form as it streams in: small fields are kept, of the file only name, type,
 * size, hash and first bytes.
 */
final class ReadForm {

  private static final int FIELD_MAX = 8 << 10;
  private static final int FIELDS_MAX = 20;

  /** A form with its text fields and, where there was one, its file. */
  record Form(Map<String, String> fields, FilePart file) {}

  /** What is recorded of the file's bytes. */
  record FilePart(String name, String contentType, long size, String sha256, byte[] head) {}

  private final Map<String, String> fields = new HashMap<>();
  private FilePart file;

  private ReadForm() {}

  static Form of(String contentType, InputStream in) throws IOException {
    String boundary = parameters(contentType == null ? "" : contentType).get("boundary");
    require(
        boundary != null && contentType.startsWith("multipart/form-data"),
        "The body must be multipart/form-data with a boundary.");
    ReadForm form = new ReadForm();
    try {
      form.read(
          MultipartInput.builder()
              .setInputStream(in)
              .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
              .get());
    } catch (MultipartInput.MalformedStreamException e) {
      throw ApiError.invalid("The multipart body is malformed.");
    }
    return new Form(form.fields, form.file);
  }

  private void read(MultipartInput parts) throws IOException {
    parts.setHeaderCharset(StandardCharsets.UTF_8);
    for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
      Map<String, String> headers = headers(parts.readHeaders());
      Map<String, String> disposition = parameters(headers.getOrDefault("content-disposition", ""));
      String name = disposition.get("name");
      require(
          name != null && fields.size() <= FIELDS_MAX,
          "Each part needs a name, and there may be few of them.");
      if (name.equals("file") && disposition.containsKey("filename")) {
        file = filePart(parts, disposition.get("filename"), headers.get("content-type"));
      } else {
        fields.put(name, field(parts, name));
      }
    }
  }

  private static FilePart filePart(MultipartInput parts, String name, String type)
      throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(parts.newInputStream(), DigestUtils.getSha256Digest())) {
      byte[] head = in.readNBytes(DetectMediaType.PREFIX);
      long size = head.length + in.transferTo(OutputStream.nullOutputStream());
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return new FilePart(name, type, size, sha256, head);
    }
  }

  private static String field(MultipartInput parts, String name) throws IOException {
    byte[] value;
    try (InputStream in = parts.newInputStream()) {
      value = in.readNBytes(FIELD_MAX + 1);
    }
    require(value.length <= FIELD_MAX, "The field " + name + " is too long.");
    return new String(value, StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(String lines) {
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim());
      }
    }
    return headers;
  }

  private static Map<String, String> parameters(String header) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return parser.parse(header, new char[] {';', ','});
  }
}
