package dev.rivyaroutes.ledger.database;

import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import java.util.Locale;

/** The kind of database that an address names. */
public final class DatabaseUrl {

  private final String url;

  /**
   * @param url may be null
   */
  public DatabaseUrl(String url) {
    this.url = url == null ? "" : url.strip();
  }

  boolean isPostgres() {
    return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
  }

  /** Whether it is the embedded database, which no other process can have open. */
  public boolean isEmbedded() {
    return LedgerFile.path(url).isPresent();
  }
}
