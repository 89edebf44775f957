package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.TimedNames;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Opens the files beside a brief, in its own folder or below, without following links. A file that
 * is missing may have been moved before its document arrived: then the newest of its name is read
 * from where this source moves files to.
 */
final class SftpSiblings implements Siblings {
  private static final int MOST_NAMES = 10_000;

  private final SftpSession session;
  private final String root;
  private final String folder;
  private final SftpDropSettings settings;
  private final Predicate<DropFile> complete;
  private final boolean alsoMoved;

  /**
   * @param folder the folder of the brief within the root; empty, or with a slash at its end
   * @param complete whether a file is completely written
   * @param alsoMoved whether moved files count; not while the brief may still wait, because an
   *     older file of the name would hide the one that is still to arrive
   */
  SftpSiblings(
      SftpSession session,
      String root,
      String folder,
      SftpDropSettings settings,
      Predicate<DropFile> complete,
      boolean alsoMoved) {
    this.session = session;
    this.root = root;
    this.folder = folder;
    this.settings = settings;
    this.complete = complete;
    this.alsoMoved = alsoMoved;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    if (leadsElsewhere(name)) {
      return Optional.empty();
    }
    try {
      String wanted = folder + WireName.of(name);
      Optional<DropFile> beside = find(root, wanted, false);
      if (beside.isPresent()) {
        return Optional.of(openStable(beside.get(), name));
      }
      if (alsoMoved && settings.after() != AfterFile.KEEP) {
        for (String moved : List.of(settings.target(root), settings.quarantine(root))) {
          Optional<DropFile> found = find(moved, wanted, true);
          if (found.isPresent()) {
            return Optional.of(
                session.read(DropFile.path(moved, found.get().path()), found.get().found()));
          }
        }
      }
      return Optional.empty();
    } catch (SftpFailed e) {
      if (e.why() == Why.PERMISSION) {
        throw new Unreadable(name);
      }
      throw e;
    }
  }

  private InputStream openStable(DropFile file, String name) throws IOException {
    if (!complete.test(file)) {
      throw new StillBeingWritten(name);
    }
    return session.read(DropFile.path(root, file.path()), file.found());
  }

  private static boolean leadsElsewhere(String name) {
    return Stream.of(name.split("/", -1))
        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  /** The regular file below a folder that matches a path. */
  private Optional<DropFile> find(String base, String path, boolean moved) throws SftpFailed {
    String at = "";
    String[] parts = path.split("/");
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      Optional<SftpFile> part = part(DropFile.path(base, at), parts[i], last && moved);
      if (part.isEmpty() || !(last ? part.get().isFile() : part.get().isFolder())) {
        return Optional.empty();
      }
      at = DropFile.path(at, part.get().name());
      if (last) {
        return Optional.of(new DropFile(at, part.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<SftpFile> part(String in, String name, boolean moved) throws SftpFailed {
    if (!moved) {
      Optional<SftpFile> exact = session.find(DropFile.path(in, name));
      if (exact.isPresent()) {
        return exact;
      }
    }
    List<SftpFile> there = list(in);
    if (moved) {
      String wanted = MatchFileName.composed(WireName.text(name));
      return there.stream()
          .filter(
              one ->
                  MatchFileName.composed(TimedNames.withoutTime(WireName.text(one.name())))
                      .equals(wanted))
          .max(Comparator.comparing(one -> TimedNames.time(one.name())));
    }
    // The name may have another Unicode form or letter case.
    return MatchFileName.find(
            WireName.text(name), there.stream().map(one -> WireName.text(one.name())).toList())
        .flatMap(
            found ->
                there.stream().filter(one -> WireName.text(one.name()).equals(found)).findFirst());
  }

  private List<SftpFile> list(String in) throws SftpFailed {
    List<SftpFile> files = new ArrayList<>();
    try {
      session.list(in, file -> files.add(file) && files.size() < MOST_NAMES);
    } catch (SftpFailed e) {
      if (e.why() != Why.MISSING) {
        throw e;
      }
    }
    return files;
  }

  @Override
  public List<String> namesNear(String missing) throws IOException {
    if (leadsElsewhere(missing)) {
      return List.of();
    }
    String prefix = FileNames.folder(missing);
    return list(DropFile.path(root, folder + WireName.of(prefix))).stream()
        .filter(SftpFile::isFile)
        .map(file -> WireName.text(file.name()))
        .filter(name -> !IgnoredFiles.matches(name))
        .map(name -> prefix + name)
        .toList();
  }
}
