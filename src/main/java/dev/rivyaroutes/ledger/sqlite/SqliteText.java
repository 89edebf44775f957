package dev.rivyaroutes.ledger.sqlite;

/**
 * Translates the ledger's statements from PostgreSQL. A transaction of SQLite is the only writer
 * from its beginning, so rows need no locks; lists are JSON.
 */
final class SqliteText {

  private SqliteText() {}

  static String of(String text) {
    return text.replace(" for update skip locked", "")
        .replace(" for update", "")
        .replace("= any(?)", "in (select value from json_each(?))")
        .replace("decode(value, 'hex') from unnest(?) as value", "unhex(value) from json_each(?)");
  }
}
