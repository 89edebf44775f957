package dev.rivyaroutes.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of texts, each without the secrets that this process knows. */
final class SupportBundle {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8);

  void text(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(HiddenSecrets.hide(text).getBytes(UTF_8));
    zip.closeEntry();
  }

  void json(String name, Object document) throws IOException {
    text(name, Json.PLAIN.readTree(Json.bytes(document)).toPrettyString());
  }

  byte[] bytes() throws IOException {
    zip.close();
    return bytes.toByteArray();
  }
}
