package dev.rivyaroutes.ledger.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.lang.reflect.Proxy;
import java.sql.Array;

/** A list of texts as one value, in JSON. */
final class SqliteList {

  private SqliteList() {}

  /** An array that only serves to be bound: its text is the JSON. */
  static Array of(Object[] texts) {
    String json;
    try {
      json = Json.PLAIN.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The list cannot be written as JSON", e);
    }
    return (Array)
        Proxy.newProxyInstance(
            SqliteList.class.getClassLoader(),
            new Class<?>[] {Array.class},
            (proxy, method, arguments) -> method.getName().equals("toString") ? json : null);
  }
}
