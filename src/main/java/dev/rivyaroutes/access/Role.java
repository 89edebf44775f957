package dev.rivyaroutes.access;

import dev.rivyaroutes.http.Caller;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What callers may do. */
enum Role {
  /** Hands in briefs for its flows, and reads the jobs that it submitted itself. */
  SUBMITTER,
  /** Reads everything of its flows. */
  VIEWER,
  /** Does everything with its flows. */
  OPERATOR;

  /** Among the flows of a caller: all of them, also those to come. */
  static final String ALL_FLOWS = "*";

  static boolean isKnown(String word) {
    return Stream.of(values()).anyMatch(role -> role.word().equals(word));
  }

  static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The role that somebody was given; null for strangers. */
  static Role of(Authentication caller) {
    return Stream.of(values())
        .filter(
            role ->
                caller != null
                    && caller.getAuthorities().stream()
                        .anyMatch(granted -> granted.getAuthority().equals(role.authority())))
        .findFirst()
        .orElse(null);
  }

  String authority() {
    return "ROLE_" + name();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param flows the flows that it is for; null for all
   */
  List<GrantedAuthority> authorities(List<String> flows) {
    List<String> of = flows == null ? List.of(ALL_FLOWS) : flows;
    return Stream.concat(Stream.of(authority()), of.stream().map(Role::forFlow))
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }

  static String forFlow(String flow) {
    return Caller.FLOW + flow;
  }
}
