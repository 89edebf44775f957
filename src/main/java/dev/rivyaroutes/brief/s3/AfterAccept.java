package dev.rivyaroutes.brief.s3;

/** What becomes of an object once its brief is in the ledger. */
enum AfterAccept {
  /** It stays as it is; the ledger alone knows. */
  KEEP,
  /** It stays and gets the tag {@code rivya}. */
  TAG,
  /** It goes under another prefix of its bucket. */
  MOVE,
  /** It is deleted; a bucket with versions keeps it under a delete marker. */
  DELETE;

  boolean removes() {
    return this == MOVE || this == DELETE;
  }
}
