package dev.rivyaroutes.brief.mail.content.sender;

import dev.rivyaroutes.brief.mail.content.sender.AuthenticationResults.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses Authentication-Results. Comments are left out and quoted strings are values only, so that
 * neither can bring in a result. What does not follow the grammar makes the whole header malformed.
 */
final class ParseResults {
  private final String text;
  private int at;

  ParseResults(String text) {
    this.text = text;
  }

  private static final class Malformed extends Exception {}

  AuthenticationResults parse() {
    String server = "";
    try {
      server = server();
      if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        throw new Malformed();
      }
      List<Result> results = new ArrayList<>();
      while (at < text.length()) {
        Result result = result();
        if (result != null) {
          results.add(result);
        }
      }
      return new AuthenticationResults(server, List.copyOf(results), false);
    } catch (Malformed e) {
      return new AuthenticationResults(server, List.of(), true);
    }
  }

  /** The authserv-id and perhaps a version; nothing when the first thing is a result. */
  private String server() throws Malformed {
    skip();
    int start = at;
    String id = quotedOr("=;(\"");
    skip();
    if (peek() == '=') {
      at = start;
      return "";
    }
    String server = id.toLowerCase(Locale.ROOT);
    while (at < text.length() && peek() != ';') {
      if (!word(";(\"=").chars().allMatch(Character::isDigit)) {
        throw new Malformed();
      }
      skip();
    }
    at++;
    return server;
  }

  /** The result up to the next semicolon; null when there is none. */
  private Result result() throws Malformed {
    skip();
    if (at >= text.length() || peek() == ';') {
      at++;
      return null;
    }
    String method = word("=;(\"").toLowerCase(Locale.ROOT).split("/", 2)[0];
    skip();
    if (peek() != '=') {
      return none(method);
    }
    at++;
    skip();
    String value = word(";(\"=").toLowerCase(Locale.ROOT);
    Map<String, String> properties = new HashMap<>();
    for (skip(); at < text.length() && peek() != ';'; skip()) {
      String name = word("=;(\"").toLowerCase(Locale.ROOT);
      skip();
      if (peek() != '=') {
        throw new Malformed();
      }
      at++;
      skip();
      String old = properties.putIfAbsent(name, quotedOr(";("));
      if (old != null && name.startsWith("header.")) {
        throw new Malformed(); // Two domains for one result.
      }
    }
    at++;
    return new Result(method, value, Map.copyOf(properties));
  }

  private Result none(String method) throws Malformed {
    if (!method.equals("none") || at < text.length() && peek() != ';') {
      throw new Malformed();
    }
    at++;
    return null;
  }

  /** A value; a quoted one may be the local part of an address. */
  private String quotedOr(String ends) throws Malformed {
    if (peek() != '"') {
      return peek() == ';' ? "" : word(ends);
    }
    StringBuilder value = new StringBuilder();
    for (at++; peek() != '"'; at++) {
      if (peek() == '\\') {
        at++;
      }
      if (at >= text.length()) {
        throw new Malformed();
      }
      value.append(text.charAt(at));
    }
    at++;
    return peek() == '@' ? value + word(ends) : value.toString();
  }

  private String word(String ends) throws Malformed {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new Malformed();
    }
    return text.substring(start, at);
  }

  /** Passes over white space and comments. */
  private void skip() throws Malformed {
    int depth = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (depth > 0 && c == '\\') {
        at++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0 && c > ' ') {
        return;
      }
    }
    if (depth > 0) {
      throw new Malformed();
    }
  }

  /** The next character; NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
