package dev.rivyaroutes.brief.s3;

/** What happens to an object once its brief is in the ledger. */
enum AfterAccept {
  /** It stays as it is; only the ledger knows it. */
  KEEP,
  /** It stays and gets the tag {@code rivya}. */
  TAG,
  /** It is moved under another prefix of its bucket. */
  MOVE,
  /** It is deleted; a bucket with versions keeps it under a delete marker. */
  DELETE;

  boolean removes() {
    return this == MOVE || this == DELETE;
  }
}
