package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Fetches the content of a file into a temporary file, since its id needs the content. Only a file
 * that is the same before and after is taken.
 */
final class TakeFile {
  private static final int BUFFER = 32 * 1024;

  private final SftpSession session;
  private final String root;
  private final FileStability<String> stability;
  private final LogOnce problems;
  private final long largest;

  /**
   * @param largest larger files are not fetched
   */
  TakeFile(
      SftpSession session,
      String root,
      FileStability<String> stability,
      LogOnce problems,
      long largest) {
    this.session = session;
    this.root = root;
    this.stability = stability;
    this.problems = problems;
    this.largest = largest;
  }

  /** Empty if the file changed, is gone or cannot be read now; others are processed. */
  Optional<TakenFile> take(DropFile file) {
    try {
      if (!isUnchanged(file)) {
        return Optional.empty();
      }
      if (file.found().size() > largest) {
        return Optional.of(new TakenFile(file, null, null));
      }
      Optional<TakenFile> taken = fetch(file);
      problems.solved(file.path(), BriefText.quote(file.text()) + " can be read now.");
      return taken;
    } catch (SftpFailed e) {
      if (e.why() == Why.CONNECTION) {
        throw new UncheckedIOException(e);
      }
      stability.failed(file.path());
      if (e.why() != Why.MISSING) {
        problems.warn(file.path(), e.getMessage() + " Other files are processed.");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<TakenFile> fetch(DropFile file) throws IOException {
    Path local = Files.createTempFile("rivya-sftp-", ".part", OwnerOnly.file());
    boolean taken = false;
    try {
      MessageDigest digest = DigestUtils.getSha256Digest();
      long size = copy(file, digest, local);
      taken = size == file.found().size() && isUnchanged(file);
      return taken
          ? Optional.of(new TakenFile(file, local, HexFormat.of().formatHex(digest.digest())))
          : Optional.empty();
    } finally {
      if (!taken) {
        Files.deleteIfExists(local);
      }
    }
  }

  private long copy(DropFile file, MessageDigest digest, Path local) throws IOException {
    try (InputStream in = new DigestInputStream(session.read(whole(file), file.found()), digest);
        OutputStream out = Files.newOutputStream(local)) {
      long size = 0;
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0 && size <= largest; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        size += n;
      }
      return size;
    }
  }

  private String whole(DropFile file) {
    return DropFile.path(root, file.path());
  }

  /** Neither the file nor one of its folders became a link, and it was not written to. */
  private boolean isUnchanged(DropFile file) throws SftpFailed {
    boolean same =
        session.find(whole(file)).filter(now -> now.isSameAs(file.found())).isPresent()
            && isBelowRoot(file);
    if (!same) {
      stability.again(file.path());
    }
    return same;
  }

  private boolean isBelowRoot(DropFile file) throws SftpFailed {
    String folders = file.folder();
    for (int end = folders.indexOf('/'); end > 0; end = folders.indexOf('/', end + 1)) {
      String folder = DropFile.path(root, folders.substring(0, end));
      if (session.find(folder).filter(SftpFile::isFolder).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
