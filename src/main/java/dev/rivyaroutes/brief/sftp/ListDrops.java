package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists a folder of a server once, as it sends the names. Memory does not grow with the files that
 * are settled.
 */
final class ListDrops {
  private static final int BATCH = 200;

  private final SftpDropSettings settings;
  private final SettledFiles settled;
  private final FileStability<String> stability;
  private final PendingBriefs pending;
  private final LogOnce problems;

  ListDrops(
      SftpDropSettings settings,
      SettledFiles settled,
      FileStability<String> stability,
      PendingBriefs pending,
      LogOnce problems) {
    this.settings = settings;
    this.settled = settled;
    this.stability = stability;
    this.pending = pending;
    this.problems = problems;
  }

  /**
   * @param root the whole path of the folder
   */
  Drops list(SftpSession session, String root) throws SftpFailed {
    return new Listing(session, root).list();
  }

  private final class Listing {
    private final SftpSession session;
    private final String root;
    private final Drops drops = new Drops();
    private final Deque<String> folders = new ArrayDeque<>(List.of(""));
    private final List<DropFile> batch = new ArrayList<>();

    Listing(SftpSession session, String root) {
      this.session = session;
      this.root = root;
    }

    Drops list() throws SftpFailed {
      while (!folders.isEmpty()) {
        String folder = folders.pop();
        try {
          list(folder);
        } catch (SftpFailed e) {
          if (folder.isEmpty() || e.why() == SftpFailed.Why.CONNECTION) {
            throw e;
          }
          problems.warn(folder, e.getMessage() + " Other folders are processed.");
        }
      }
      select();
      return drops;
    }

    private void list(String folder) throws SftpFailed {
      String path = folder.isEmpty() ? root : DropFile.path(root, folder);
      Set<String> marked = new HashSet<>();
      String ready = WireName.of(settings.ready());
      if (!ready.isEmpty()) {
        session.list(
            path,
            file -> {
              if (file.isFile() && file.name().endsWith(ready)) {
                marked.add(file.name().substring(0, file.name().length() - ready.length()));
              }
              return true;
            });
      }
      session.list(
          path,
          file -> {
            if (file.isFolder() || ready.isEmpty() || marked.contains(file.name())) {
              add(DropFile.path(folder, file.name()), file);
            }
            return true;
          });
    }

    private void add(String path, SftpFile file) {
      if (settings.ignores(root, path)) {
        return;
      }
      String text = WireName.text(path);
      switch (file.kind()) {
        case FOLDER -> {
          if (settings.recursive() && settings.patterns().enters(text)) {
            folders.push(path);
          }
        }
        case LINK ->
            problems.info(
                path,
                "%s is a symbolic link and is not followed. Drop the file itself."
                    .formatted(BriefText.quote(text)));
        case OTHER ->
            problems.info(
                path,
                "%s is a pipe, a socket or a device and is not read. Drop a file."
                    .formatted(BriefText.quote(text)));
        case FILE -> {
          if (settings.patterns().accepts(text)) {
            batch.add(new DropFile(path, file));
            if (batch.size() == BATCH) {
              select();
            }
          }
        }
      }
    }

    private void select() {
      boolean stays = settings.after() == AfterFile.KEEP;
      for (DropFile file : stays ? settled.unsettled(batch) : batch) {
        boolean stable =
            stability.isStable(file.path(), file.found().size(), file.found().modified());
        drops.count(stability.unchangedSince(file.path()));
        if (stable && !pending.isDeferred(file.listed())) {
          drops.add(file);
        } else if (!stable && file.isDocument()) {
          drops.addIncomplete(file);
        }
      }
      batch.clear();
    }
  }
}
