package dev.rivyaroutes.brief.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Opens files below a folder only: no part of the path within it may be a symbolic link, even when
 * a part is replaced while it is opened.
 */
final class OpenWithinFolder {

  private OpenWithinFolder() {}

  /**
   * Opens a regular file.
   *
   * @param folder a trusted folder, which may itself be reached by links
   * @param file a path within it, without {@code ..}
   */
  static InputStream open(Path folder, Path file) throws IOException {
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(folder)) {
      if (opened instanceof SecureDirectoryStream<Path> secure) {
        return open(secure, file);
      }
    }
    Path real = folder.toRealPath();
    Path wanted = real.resolve(file);
    requireRegular(wanted, StableFiles.attributes(wanted));
    if (!wanted.getParent().toRealPath().equals(wanted.getParent())) {
      throw link(wanted);
    }
    return Files.newInputStream(wanted, LinkOption.NOFOLLOW_LINKS);
  }

  private static InputStream open(SecureDirectoryStream<Path> folder, Path file)
      throws IOException {
    Path first = file.getName(0);
    if (file.getNameCount() > 1) {
      if (attributes(folder, first).isSymbolicLink()) {
        throw link(first);
      }
      try (SecureDirectoryStream<Path> next =
          folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        return open(next, file.subpath(1, file.getNameCount()));
      }
    }
    requireRegular(first, attributes(folder, first));
    return Channels.newInputStream(
        folder.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static void requireRegular(Path file, BasicFileAttributes found)
      throws FileSystemException {
    if (found.isSymbolicLink()) {
      throw link(file);
    }
    if (!found.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
  }

  private static FileSystemException link(Path part) {
    return new FileSystemException(
        part.toString(), null, "it is a symbolic link, which is not followed");
  }
}
