package dev.rivyaroutes.brief.form;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The fields of a table's row. A table has no types, so the model defines those of the params. */
public final class TableFields extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1L;

  /** The params that have a column of their own. */
  private final Set<String> untyped = new LinkedHashSet<>();

  /** The fields of a row that was read before, with the params as texts. */
  public static TableFields again(Map<?, ?> row) {
    TableFields fields = new TableFields();
    row.forEach((name, value) -> fields.put(String.valueOf(name), value));
    if (row.get("params") instanceof Map<?, ?> params) {
      params.keySet().forEach(param -> fields.untyped(String.valueOf(param)));
    }
    return fields;
  }

  /** Records a param that is only text so far. */
  void untyped(String param) {
    untyped.add(param);
  }

  /** The params with their values in the types of the model's parameters. */
  public Map<String, Object> typed(
      Map<String, Object> params, BriefTarget target, String model, CheckModel check)
      throws BriefRefused {
    Map<String, Object> typed = new LinkedHashMap<>(params);
    for (String param : untyped) {
      if (params.get(param) instanceof String text) {
        typed.put(param, typed(param, text, target, model, check));
      }
    }
    return typed;
  }

  private static Object typed(
      String param, String text, BriefTarget target, String model, CheckModel check)
      throws BriefRefused {
    if (target.chat()) {
      return ChatTurn.typed(param, text);
    }
    try {
      return check == null ? text : check.typed(target.flow().account(), model, param, text);
    } catch (BriefRefused e) {
      throw new BriefRefused(
          "Column " + BriefText.quote("params." + param) + ": " + e.getMessage());
    }
  }
}
