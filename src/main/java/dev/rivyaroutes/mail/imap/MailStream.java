package dev.rivyaroutes.mail.imap;

import dev.rivyaroutes.mail.server.MailFailed;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a mail, piece by piece. */
final class MailStream extends InputStream {

  /** Small pieces are slow: some servers prepare the whole mail for each. */
  static final int PIECE = 1024 * 1024;

  /** Reads a piece. */
  interface Source {
    UidCommands.Part from(long position) throws MailFailed;
  }

  private final Source source;
  private byte[] piece = new byte[0];
  private int at;
  private long position;
  private boolean atEnd;

  MailStream(Source source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, from, n);
    at += n;
    return n;
  }

  /** Sizes may be wrong, so only a piece that is short and reaches the size, or empty, is last. */
  private boolean fill() throws MailFailed {
    while (at == piece.length && !atEnd) {
      UidCommands.Part next = source.from(position);
      piece = next.bytes();
      at = 0;
      position += piece.length;
      atEnd = piece.length == 0 || piece.length < PIECE && position >= next.size();
    }
    return at < piece.length;
  }
}
