package dev.rivyaroutes.http.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A multipart body, byte for byte as browsers and curl write it. */
final class Multipart {
  static final String TYPE = "multipart/form-data; boundary=----b0undary";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Multipart field(String name, String value) {
    return part("name=\"" + name + "\"", null, value.getBytes(UTF_8));
  }

  Multipart file(String name, String fileName, String type, byte[] bytes) {
    return part("name=\"" + name + "\"; filename=\"" + fileName + "\"", type, bytes);
  }

  private Multipart part(String disposition, String type, byte[] bytes) {
    write("------b0undary\r\nContent-Disposition: form-data; " + disposition + "\r\n");
    if (type != null) {
      write("Content-Type: " + type + "\r\n");
    }
    write("\r\n");
    out.writeBytes(bytes);
    write("\r\n");
    return this;
  }

  byte[] end() {
    write("------b0undary--\r\n");
    return out.toByteArray();
  }

  byte[] cut() {
    return out.toByteArray();
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
