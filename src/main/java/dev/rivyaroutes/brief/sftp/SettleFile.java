package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.TimedNames;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Does with a file what the parameter {@code after} says, now that the ledger has its brief or its
 * refusal. Nothing is overwritten, and a file that changed meanwhile stays.
 */
final class SettleFile {
  private final SftpDropSettings settings;
  private final SettledFiles settled;
  private final FileStability<String> stability;
  private final LogOnce problems;
  private final Clock clock;

  /** The files whose briefs the ledger has and that could not be moved or deleted. */
  private final Map<String, Boolean> unsettled = new LatestEntries<>(10_000);

  SettleFile(
      SftpDropSettings settings,
      SettledFiles settled,
      FileStability<String> stability,
      LogOnce problems,
      Clock clock) {
    this.settings = settings;
    this.settled = settled;
    this.stability = stability;
    this.problems = problems;
    this.clock = clock;
  }

  /**
   * Settles a file again that could not be moved or deleted, without reading it.
   *
   * @return false if it is not such a file
   */
  boolean retry(SftpSession session, String root, DropFile file) {
    Boolean accepted = unsettled.get(file.listed());
    try {
      if (accepted != null) {
        settle(session, root, file, accepted);
      }
      return accepted != null;
    } catch (SftpFailed e) {
      throw new UncheckedIOException(e);
    }
  }

  void settle(SftpSession session, String root, DropFile file, boolean accepted) throws SftpFailed {
    if (settings.after() == AfterFile.KEEP) {
      settled.add(file);
      stability.forget(file.path());
      return;
    }
    try {
      String whole = DropFile.path(root, file.path());
      if (session.find(whole).filter(now -> now.isSameAs(file.found())).isEmpty()) {
        return; // A newer content of the name is the next brief.
      }
      if (accepted && settings.after() == AfterFile.DELETE) {
        session.remove(whole);
      } else {
        move(session, whole, file, accepted ? settings.target(root) : settings.quarantine(root));
      }
      if (!settings.ready().isEmpty()) {
        session.remove(whole + WireName.of(settings.ready()));
      }
      stability.forget(file.path());
      unsettled.remove(file.listed());
      problems.solved(file.path(), BriefText.quote(file.text()) + " has been moved now.");
    } catch (SftpFailed e) {
      if (e.why() == Why.CONNECTION) {
        throw e;
      }
      stability.failed(file.path());
      unsettled.put(file.listed(), accepted);
      problems.warn(
          file.path(),
          "%s is in the ledger but stays where it is: %s This is retried."
              .formatted(BriefText.quote(file.text()), e.getMessage()));
    }
  }

  /** Moves or deletes a refused file that was taken again, if its content is still set aside. */
  void taken(SftpSession session, String root, ReceivedMessage message) throws IOException {
    if (settings.after() == AfterFile.KEEP) {
      return;
    }
    String path = WireName.of(message.name());
    Optional<DropFile> found = new FindSetAside(session, settings.quarantine(root)).find(message);
    if (found.isEmpty()) {
      return;
    }
    String whole = DropFile.path(settings.quarantine(root), found.get().path());
    if (settings.after() == AfterFile.DELETE) {
      session.remove(whole);
    } else {
      move(session, whole, new DropFile(path, found.get().found()), settings.target(root));
    }
  }

  private void move(SftpSession session, String from, DropFile file, String base)
      throws SftpFailed {
    String folder = DropFile.path(base, file.folder()).replaceFirst("/+$", "");
    createFolders(session, folder);
    String name = file.path().substring(file.folder().length());
    for (int n = 0; ; n++) {
      String to = DropFile.path(folder, TimedNames.name(name, n, clock.instant()));
      if (session.find(to).isPresent()) {
        continue;
      }
      try {
        session.rename(from, to);
        return;
      } catch (SftpFailed e) {
        if (e.why() != Why.REFUSED || session.find(to).isEmpty()) {
          throw e;
        }
      }
    }
  }

  private static void createFolders(SftpSession session, String folder) throws SftpFailed {
    if (session.find(folder).isPresent()) {
      return;
    }
    String above = FileNames.folder(folder).replaceFirst("/+$", "");
    if (!above.isEmpty()) {
      createFolders(session, above);
    }
    try {
      session.createFolder(folder);
    } catch (SftpFailed e) {
      if (session.find(folder).isEmpty()) {
        throw e;
      }
    }
  }
}
