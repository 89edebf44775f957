package dev.rivyaroutes.simulator.files;

import dev.rivyaroutes.LatestEntries;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** The files that were uploaded, the newest 50,000 of them. */
public final class UploadedFiles {

  static final String PATH = "/uploads/";
  private static final int KEPT = 50_000;

  private final String run = Integer.toString(new SecureRandom().nextInt(1 << 30), 36);
  private final Map<String, UploadedFile> byId = new LatestEntries<>(KEPT);
  private long minted;
  private volatile FileShape shape = FileShape.PLAIN;

  /** How the calls of the Files API are answered from now on. */
  public void shape(FileShape next) {
    shape = next;
  }

  FileShape shape() {
    return shape;
  }

  /** All that are kept, in the order of their arrival. */
  public synchronized List<UploadedFile> all() {
    return List.copyOf(byId.values());
  }

  /** Removes a file, as Rivya may after a time that its documentation does not specify. */
  public synchronized void forget(String id) {
    byId.remove(id);
  }

  synchronized String mint() {
    return "file_" + run + "_" + Long.toString(++minted, 36);
  }

  synchronized void keep(UploadedFile file) {
    byId.put(file.id(), file);
  }

  public synchronized UploadedFile find(String id) {
    return byId.get(id);
  }

  /** The file of an upload URL, whatever its host name. */
  UploadedFile byUrl(String url) {
    int start = url.indexOf(PATH);
    if (start < 0) {
      return null;
    }
    String id = url.substring(start + PATH.length());
    int slash = id.indexOf('/');
    return slash < 0 ? null : find(id.substring(0, slash));
  }

  public synchronized void reset() {
    shape = FileShape.PLAIN;
    byId.clear();
  }
}
