package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.WireName;
import dev.rivyaroutes.ledger.job.BriefId;

/**
 * A file of the polled folder as it was listed.
 *
 * @param path its path within the folder, in the names of the connection
 */
record DropFile(String path, SftpFile found) {

  static String path(String folder, String name) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** The path that people read. */
  String text() {
    return WireName.text(path);
  }

  String folder() {
    return FileNames.folder(path);
  }

  boolean isMedia() {
    return BriefFormat.ofExtension(text()) == BriefFormat.MEDIA;
  }

  boolean isDocument() {
    return BriefFormat.ofExtension(text()).isDocument();
  }

  /** What a listing tells of it: another content has another one, as far as the server shows. */
  String listed() {
    return text() + "|" + found.size() + "|" + found.modified();
  }

  /** What the ledger knows a settled file by that stays on the server. */
  BriefId settledId(Origin origin) {
    return new BriefId(
        origin.source(),
        origin.caller(),
        text(),
        0,
        "listed " + found.size() + " " + found.modified());
  }
}
