package dev.rivyaroutes.ledger.sqlite;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Translates the ledger's statements from PostgreSQL. A transaction of SQLite is the only writer
 * from its beginning, so rows need no locks; lists are JSON.
 */
final class SqliteText {

  /** The texts of the program are few: a list is one value, so it makes no new text. */
  private static final Map<String, String> TRANSLATED = new ConcurrentHashMap<>();

  private SqliteText() {}

  static String of(String text) {
    return TRANSLATED.computeIfAbsent(text, SqliteText::translate);
  }

  private static String translate(String text) {
    return text.replace(" for update skip locked", "")
        .replace(" for update", "")
        .replace("= any(?)", "in (select value from json_each(?))")
        .replace("decode(value, 'hex') from unnest(?) as value", "unhex(value) from json_each(?)");
  }
}
