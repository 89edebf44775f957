package dev.rivyaroutes.brief.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file whose content was fetched.
 *
 * @param local its content; null if it is too large to be a brief
 * @param sha256 the SHA-256 of its content, in hex; null if it is too large
 */
record TakenFile(DropFile file, Path local, String sha256) {

  InputStream open() throws IOException {
    return Files.newInputStream(local);
  }

  /** The same for the same content under the same path. */
  String id() {
    return sha256 == null ? file.listed() : file.text() + "|" + sha256;
  }
}
