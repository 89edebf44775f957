package dev.rivyaroutes.connection.sftp;

/** A connection that is kept for the next use, and opened again if it was closed meanwhile. */
public final class KeptSession {

  /** Opens a connection. */
  @FunctionalInterface
  public interface Opener {
    SftpSession open() throws SftpFailed;
  }

  private final Opener opener;
  private SftpSession kept;

  public KeptSession(Opener opener) {
    this.opener = opener;
  }

  /** Whether the connection was opened before; then the server may have closed it unnoticed. */
  public synchronized boolean isKept() {
    return kept != null && kept.isOpen();
  }

  public synchronized SftpSession get() throws SftpFailed {
    if (!isKept()) {
      close();
      kept = opener.open();
    }
    return kept;
  }

  public synchronized void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
