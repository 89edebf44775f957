package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.TargetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The files of a folder. */
final class FolderFiles implements TargetFiles {

  private final ResultFolder folder;
  private final WriteFile write;
  private final String repeated;
  private final Set<Path> cleaned = new HashSet<>();

  /**
   * @param repeated the id of a delivery of which an earlier attempt may have left parts; null if
   *     none has
   */
  FolderFiles(ResultFolder folder, WriteFile write, String repeated) {
    this.folder = folder;
    this.write = write;
    this.repeated = repeated;
  }

  private Path path(String name) {
    return folder.root().resolve(name);
  }

  @Override
  public String place() {
    return folder.root().toString();
  }

  @Override
  public void prepare(String name) throws IOException, DeliveryFailed {
    Path target = folder.place(name);
    if (repeated != null && cleaned.add(target.getParent())) {
      WriteFile.removeParts(target.getParent(), repeated);
    }
  }

  @Override
  public Optional<Existing> find(String name) throws IOException {
    Path path = path(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    return Optional.of(new Existing(file, file ? Files.size(path) : 0));
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(path(name));
  }

  @Override
  public boolean create(String name, String deliveryId, Content content) throws IOException {
    return write.asNew(path(name), deliveryId, content);
  }

  @Override
  public void replace(String name, String deliveryId, Content content) throws IOException {
    write.over(path(name), deliveryId, content);
  }
}
