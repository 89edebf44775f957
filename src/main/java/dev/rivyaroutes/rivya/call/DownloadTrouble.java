package dev.rivyaroutes.rivya.call;

/** A file could not be downloaded. */
public class DownloadTrouble extends RuntimeException {

  private final boolean gone;

  public DownloadTrouble(String message, boolean gone) {
    super(message);
    this.gone = gone;
  }

  /** Whether the address is no longer valid. */
  public boolean gone() {
    return gone;
  }
}
