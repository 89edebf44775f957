package dev.rivyaroutes.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where a sink writes files, by relative names with {@code /} between folders. */
public interface TargetFiles {

  /**
   * What is at a name.
   *
   * @param file whether it is a regular file, and no link or folder
   * @param size bytes
   */
  record Existing(boolean file, long size) {}

  /** Where the files are, for messages. */
  String place();

  /**
   * Makes a name usable, with its folders.
   *
   * @throws DeliveryFailed if the name leads out of the place
   */
  void prepare(String name) throws IOException, DeliveryFailed;

  Optional<Existing> find(String name) throws IOException;

  InputStream open(String name) throws IOException;

  /** Writes a new file atomically; false when the name is in use. */
  boolean create(String name, String deliveryId, Content content) throws IOException;

  /** Writes a file, and replaces the one of that name. */
  void replace(String name, String deliveryId, Content content) throws IOException;
}
