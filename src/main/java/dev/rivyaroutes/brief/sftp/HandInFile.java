package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import org.springframework.core.io.InputStreamSource;

/** Hands in a file with the files beside it, also one that is replayed from the quarantine. */
final class HandInFile {
  private final SftpDropSettings settings;
  private final SettledFiles settled;
  private final FileStability<String> stability;
  private final PendingBriefs pending;
  private final long largest;

  HandInFile(
      SftpDropSettings settings,
      SettledFiles settled,
      FileStability<String> stability,
      PendingBriefs pending,
      long largest) {
    this.settings = settings;
    this.settled = settled;
    this.stability = stability;
    this.pending = pending;
    this.largest = largest;
  }

  /**
   * @param root the whole path of the polled folder
   */
  HandIn of(ReceivedMessage message, SftpSession server, String root) throws MessageRefused {
    if (message.raw() == null) {
      throw new MessageRefused(
          "too-large",
          "%s is larger than %s, the largest file that may be a brief. Send a smaller one, or raise the limits rivya.media.limits.* and rivya.brief.*."
              .formatted(BriefText.quote(message.name()), BriefText.size(largest)));
    }
    DropFile file = message.handle() instanceof TakenFile taken ? taken.file() : null;
    boolean mayWait = file != null && pending.mayWait(file.listed());
    String path = file == null ? WireName.of(message.name()) : file.path();
    Siblings siblings =
        new SftpSiblings(
            server, root, FileNames.folder(path), settings, this::isComplete, !mayWait);
    return exchange -> {
      new Arrival(message.origin(), message.id(), message.name())
          .handIn(exchange, siblings, mayWait);
      exchange.getMessage().setBody((InputStreamSource) message.raw()::open);
    };
  }

  private boolean isComplete(DropFile file) {
    return settled.contains(file)
        || stability.isStable(file.path(), file.found().size(), file.found().modified());
  }
}
