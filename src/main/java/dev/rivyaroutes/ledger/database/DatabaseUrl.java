package dev.rivyaroutes.ledger.database;

import java.util.Locale;

/** The kind of database that an address names, and whether other processes can open it. */
public final class DatabaseUrl {

  private static final String H2 = "jdbc:h2:";

  private final String url;

  /**
   * @param url may be null
   */
  public DatabaseUrl(String url) {
    this.url = url == null ? "" : url.strip().toLowerCase(Locale.ROOT);
  }

  public boolean isH2() {
    return url.startsWith(H2);
  }

  /**
   * Whether no other process can have this database open: an embedded H2 locks its file. An H2
   * server, or a database without the lock, may be shared.
   */
  public boolean isOfThisProcessOnly() {
    if (!isH2()) {
      return false;
    }
    String rest = url.substring(H2.length());
    return !rest.startsWith("tcp:")
        && !rest.startsWith("ssl:")
        && !isSet("auto_server", "true")
        && !isSet("file_lock", "no");
  }

  private boolean isSet(String setting, String value) {
    for (String part : url.split(";")) {
      if (part.strip().replace(" ", "").equals(setting + "=" + value)) {
        return true;
      }
    }
    return false;
  }
}
