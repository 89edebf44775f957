package dev.rivyaroutes.log;

import dev.rivyaroutes.HiddenSecrets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds the secrets of the configuration by the names of their keys, and hides them. */
public final class SecretKeys {

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

  /** The value as text without placeholders; empty if a placeholder refers to itself. */
  public static Optional<String> resolved(ConfigurableEnvironment environment, Object value) {
    try {
      return Optional.of(value == null ? "" : environment.resolvePlaceholders(value.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The value for display: of a secret only whether it is set, of an address no password. */
  public static String mask(String key, String value) {
    if (LAST.matcher(key).matches()) {
      return value.isBlank() ? "not set" : "set";
    }
    StringBuilder shown = new StringBuilder(value);
    List<MatchResult> found = IN_ADDRESS.matcher(value).results().toList();
    for (int i = found.size() - 1; i >= 0; i--) {
      int group = found.get(i).group(1) == null ? 2 : 1;
      shown.replace(found.get(i).start(group), found.get(i).end(group), "…");
    }
    return HiddenSecrets.hide(shown.toString());
  }

  private static String password(MatchResult address) {
    return address.group(1) == null ? address.group(2) : address.group(1);
  }
}
