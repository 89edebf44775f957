package dev.rivyaroutes.delivery.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.TargetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a folder of an SFTP server. A file is first written as a part beside its place and
 * then gets its name in one step, so that nobody reads a part of it.
 */
final class SftpFiles implements TargetFiles {
  private final SftpSession session;
  private final String address;
  private final String folder;
  private final WritePart parts;
  private String root;

  /**
   * @param folder the folder of the sink
   * @param repeated whether an earlier attempt may have left a part
   */
  SftpFiles(SftpSession session, String address, String folder, boolean repeated) {
    this.session = session;
    this.address = address;
    this.folder = folder;
    this.parts = new WritePart(session, repeated);
  }

  @Override
  public String place() {
    String path = root == null ? folder : root;
    return address + (path.startsWith("/") ? "" : "/") + path;
  }

  @Override
  public void prepare(String name) throws IOException, DeliveryFailed {
    if (root == null) {
      for (String path : paths("", withoutSlash(folder))) {
        if (session.find(path).isEmpty()) {
          createFolder(path);
        }
      }
      root = withoutSlash(session.realPath(folder));
    }
    for (String path : paths(root + "/", withoutSlash(FileNames.folder(name)))) {
      Optional<SftpFile> there = session.find(path);
      if (there.isEmpty()) {
        createFolder(path);
      } else if (!there.get().isFolder()) {
        throw DeliveryFailed.permanently(
            "The name \"%s\" cannot be used in %s, because %s is a link or no folder; nothing was written. Remove it or change the sink's name template, and replay the delivery."
                .formatted(name, place(), path),
            null);
      }
    }
  }

  /** The paths of all folders of a path, from the top. */
  private static List<String> paths(String base, String folders) {
    List<String> paths = new ArrayList<>();
    for (int end = folders.indexOf('/', 1); end > 0; end = folders.indexOf('/', end + 1)) {
      paths.add(base + folders.substring(0, end));
    }
    if (!folders.isEmpty()) {
      paths.add(base + folders);
    }
    return paths;
  }

  private void createFolder(String path) throws SftpFailed {
    try {
      session.createFolder(path);
    } catch (SftpFailed e) {
      if (session.find(path).isEmpty()) {
        throw e;
      }
    }
  }

  private static String withoutSlash(String path) {
    return path.replaceFirst("/+$", "");
  }

  String path(String name) {
    return root + "/" + name;
  }

  @Override
  public Optional<Existing> find(String name) throws IOException {
    return session.find(path(name)).map(there -> new Existing(there.isFile(), there.size()));
  }

  @Override
  public InputStream open(String name) throws IOException {
    SftpFile there =
        session.find(path(name)).orElseThrow(() -> new IOException(name + " was removed"));
    return session.read(path(name), there);
  }

  @Override
  public boolean create(String name, String deliveryId, Content content) throws IOException {
    String part = write(name, deliveryId, content);
    try {
      // Some servers replace a file although this call must not.
      if (session.find(path(name)).isPresent()) {
        return false;
      }
      session.rename(part, path(name));
      return true;
    } catch (SftpFailed e) {
      if (e.why() == Why.REFUSED && session.find(path(name)).isPresent()) {
        return false;
      }
      throw e;
    } finally {
      parts.removeQuietly(part);
    }
  }

  @Override
  public void replace(String name, String deliveryId, Content content) throws IOException {
    String part = write(name, deliveryId, content);
    try {
      if (!session.replace(part, path(name))) {
        // After a crash between these two calls, the next attempt writes the file again.
        session.remove(path(name));
        session.rename(part, path(name));
      }
    } finally {
      parts.removeQuietly(part);
    }
  }

  private String write(String name, String deliveryId, Content content) throws IOException {
    String base = FileNames.folder(name);
    return parts.write(path(base), name.substring(base.length()), deliveryId, content);
  }
}
