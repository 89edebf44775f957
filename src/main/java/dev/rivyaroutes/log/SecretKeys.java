package dev.rivyaroutes.log;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the secrets of the configuration by the names of their keys. */
final class SecretKeys {

  private static final Pattern LAST =
      Pattern.compile(
          "(?i).*(?:password|passwd|passphrase|secrets?|tokens?|api[-_.]?key|apikey|access[-_]?key|secret[-_]?key"
              + "|secrets[-_]?key|secret[-_]?previous|private[-_]?key|credentials?)(?:\\[\\d+]|_\\d+)?$");

  private static final Pattern IN_ADDRESS =
      Pattern.compile("(?i)[?&;]password=([^&;]+)|://[^/:@\\s]*:([^/@\\s]+)@");

  private SecretKeys() {}

  /** The secrets of a value: all of it, each part of a list, or the password in an address. */
  static List<String> secretsOf(String key, String value) {
    if (LAST.matcher(key).matches()) {
      return Stream.concat(Stream.of(value), Stream.of(value.split(","))).toList();
    }
    return IN_ADDRESS.matcher(value).results().map(SecretKeys::password).toList();
  }

  private static String password(MatchResult address) {
    return address.group(1) == null ? address.group(2) : address.group(1);
  }
}
