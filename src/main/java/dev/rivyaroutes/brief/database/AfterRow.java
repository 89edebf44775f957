package dev.rivyaroutes.brief.database;

/** What happens to a row once its brief is in the ledger. */
enum AfterRow {
  /** It stays as it is; rows after it are read by a growing column. */
  KEEP,
  /** Its status column says what became of it. */
  MARK
}
