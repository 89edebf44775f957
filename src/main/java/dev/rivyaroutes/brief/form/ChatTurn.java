package dev.rivyaroutes.brief.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The special fields of a brief for a chat: {@code message} in place of {@code prompt}, {@code
 * conversation}, and the two parameters of a turn.
 *
 * @param fields the other fields, as in any brief
 * @param conversation the key of the conversation; null when the brief has none
 */
public record ChatTurn(Map<String, Object> fields, String conversation) {

  static final String WEB_SEARCH = "enable_web_search";
  static final String EFFORT = "reasoning_effort";

  private static final List<String> PARAMS = List.of(WEB_SEARCH, EFFORT);
  private static final List<String> EFFORTS =
      List.of("default", "minimal", "low", "medium", "high", "xhigh");
  private static final int LONGEST = 10_000;

  /**
   * @param table whether the fields are a table's texts, where a blank one counts as missing
   * @param template whether the flow has its own message, so that every field is data
   */
  public static ChatTurn of(Map<?, ?> brief, boolean table, boolean template) throws BriefRefused {
    Map<String, Object> fields = new LinkedHashMap<>();
    brief.forEach((key, value) -> fields.put(String.valueOf(key), value));
    String conversation = conversation(fields.remove("conversation"));
    if (fields.containsKey("message") && !template) {
      if (fields.containsKey("prompt")) {
        throw new BriefRefused("The brief has both message and prompt. Leave one out.");
      }
      fields.put("prompt", BriefDocument.text(fields, "message"));
      fields.remove("message");
    }
    Map<String, Object> params =
        new LinkedHashMap<>(BriefDocument.params("params", fields.get("params")));
    for (String param : PARAMS) {
      Object value = fields.remove(param);
      if (table && value instanceof String text) {
        value = BriefText.isBlank(text) ? null : typed(param, text);
      }
      if (value != null) {
        params.put(param, value);
      }
    }
    fields.put("params", params);
    return new ChatTurn(fields, conversation);
  }

  /** A table's text in the type of a turn's parameter. */
  static Object typed(String param, String text) {
    return param.equals(WEB_SEARCH) ? TableText.bool(text) : BriefText.strip(text);
  }

  /** The value of a conversation as text; null for none. */
  public static String conversation(Object value) throws BriefRefused {
    if (value == null) {
      return null;
    }
    if (!(value instanceof String || value instanceof Number)) {
      throw new BriefRefused("conversation must be a text or a number, such as a ticket's.");
    }
    String text = BriefText.strip(BriefText.usable("conversation", value.toString()));
    if (text.length() > LONGEST) {
      throw new BriefRefused(
          "conversation has %s characters; at most %s are allowed. Give an id."
              .formatted(text.length(), LONGEST));
    }
    return text.isBlank() ? null : text;
  }

  /** Checks the parameters that Rivya accepts with a turn. */
  public static void check(Map<String, Object> params) throws BriefRefused {
    for (Map.Entry<String, Object> param : params.entrySet()) {
      if (!PARAMS.contains(param.getKey())) {
        throw new BriefRefused(
            "A chat turn has no parameter %s; it accepts %s."
                .formatted(BriefText.quote(param.getKey()), String.join(" and ", PARAMS)));
      }
      boolean search = param.getKey().equals(WEB_SEARCH);
      if (search && !(param.getValue() instanceof Boolean)) {
        throw new BriefRefused(WEB_SEARCH + " must be true or false, without quotes.");
      }
      if (!search && !EFFORTS.contains(param.getValue())) {
        throw new BriefRefused(EFFORT + " must be one of " + String.join(", ", EFFORTS) + ".");
      }
    }
  }
}
