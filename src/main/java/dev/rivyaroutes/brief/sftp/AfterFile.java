package dev.rivyaroutes.brief.sftp;

/** What happens to a file once its brief is in the ledger. */
enum AfterFile {
  /** It stays as it is; only the ledger knows it. */
  KEEP,
  /** It is moved to another folder. */
  MOVE,
  /** It is deleted. */
  DELETE
}
