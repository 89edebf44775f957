package dev.rivyaroutes;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that no other user of the host can read; on Windows, as the folder above. */
public final class OwnerOnly {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private OwnerOnly() {}

  /** For a file that is about to be created: 0600. */
  public static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** Creates a folder and its missing parents with mode 0700. Existing folders keep their mode. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  /** Sets the mode of a file of the program to 0600. */
  public static void narrow(Path file) throws IOException {
    if (POSIX && isWide(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /**
   * Whether other users can access a folder: neither it nor one above it is restricted to its
   * owner.
   */
  public static boolean isOpen(Path folder) throws IOException {
    if (!POSIX) {
      return false;
    }
    for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
      if (!isWide(at)) {
        return false;
      }
    }
    return true;
  }

  /** Whether other users can write a file or folder that they can reach. */
  public static boolean isWritable(Path path) throws IOException {
    return isOpen(path)
        && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains);
  }

  /** Whether every user of the host can read a file. */
  public static boolean isReadableByAll(Path file) throws IOException {
    return isOpen(file)
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /** The mode as {@code ls} shows it: rwxr-xr-x. */
  public static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static boolean isWide(Path path) throws IOException {
    return !OWNER.containsAll(Files.getPosixFilePermissions(path));
  }

  private static FileAttribute<?>[] attributes(String mode) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
