package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.media.file.SyncFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder of a sink. Nothing is created or written outside of it, whatever the name. */
final class ResultFolder {

  private final Path root;
  private final boolean sync;
  private final SyncFolder syncFolder = new SyncFolder();

  ResultFolder(Path root, boolean sync) {
    this.root = root.toAbsolutePath().normalize();
    this.sync = sync;
  }

  Path root() {
    return root;
  }

  /** The path for a relative name, whose folders are created. */
  Path place(String name) throws IOException, DeliveryFailed {
    Path target = inside(name);
    Path folder = target.getParent();
    boolean missing = !Files.isDirectory(folder);
    if (missing || !folder.equals(root)) {
      Path existing = folder;
      while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        existing = existing.getParent();
      }
      if (existing.startsWith(root) && !existing.toRealPath().startsWith(root.toRealPath())) {
        throw leadsOut(name);
      }
      if (missing) {
        Files.createDirectories(folder);
        for (Path made = folder; !made.equals(existing); made = made.getParent()) {
          sync(made.getParent());
        }
      }
    }
    return target;
  }

  /** Makes new entries of the folder durable, where the sink syncs. */
  void sync(Path folder) throws IOException {
    if (sync) {
      syncFolder.sync(folder);
    }
  }

  private Path inside(String name) throws DeliveryFailed {
    try {
      Path target = root.resolve(name).normalize();
      if (!target.startsWith(root) || target.equals(root)) {
        throw leadsOut(name);
      }
      return target;
    } catch (InvalidPathException e) {
      throw new DeliveryFailed(
          "The name \"%s\" is not valid here: %s. If the program's locale is not UTF-8, start it with LC_ALL=C.UTF-8."
              .formatted(name, e.getReason()),
          e);
    }
  }

  private DeliveryFailed leadsOut(String name) {
    return DeliveryFailed.permanently(
        "The name \"%s\" leads out of the folder %s; nothing was written. Remove the link or change the sink's name template, and replay the delivery."
            .formatted(name, root),
        null);
  }
}
