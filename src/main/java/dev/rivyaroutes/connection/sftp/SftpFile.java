package dev.rivyaroutes.connection.sftp;

import org.apache.sshd.sftp.client.SftpClient.Attribute;
import org.apache.sshd.sftp.client.SftpClient.Attributes;

/**
 * An entry of a folder as the server shows it. A link is not followed.
 *
 * @param name its name, in the characters of the session
 * @param size bytes; -1 if the server does not tell
 * @param modified seconds of the server's own clock; 0 if the server does not tell
 */
public record SftpFile(String name, Kind kind, long size, long modified) {

  /** What it is. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A pipe, a socket or a device, or what the server does not tell. */
    OTHER
  }

  static SftpFile of(String name, Attributes found) {
    boolean sized = found.getFlags().contains(Attribute.Size);
    return new SftpFile(
        name,
        kind(found),
        sized ? found.getSize() : -1,
        found.getModifyTime() == null ? 0 : found.getModifyTime().toMillis() / 1000);
  }

  private static Kind kind(Attributes found) {
    if (found.isSymbolicLink()) {
      return Kind.LINK;
    }
    if (found.isDirectory()) {
      return Kind.FOLDER;
    }
    return found.isRegularFile() ? Kind.FILE : Kind.OTHER;
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Whether it looks the same as before, as far as a listing tells. */
  public boolean isSameAs(SftpFile before) {
    return kind == before.kind && size == before.size && modified == before.modified;
  }
}
