package dev.rivyaroutes.access;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What callers may do. */
enum Role {
  /** Hands in briefs for the listed flows, and reads the jobs of these flows. */
  SUBMITTER,
  /** Reads everything. */
  VIEWER,
  /** Does everything. */
  OPERATOR;

  private static final String FLOW = "FLOW_";

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

  private String authority() {
    return "ROLE_" + name();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<GrantedAuthority> authorities(List<String> flows) {
    return Stream.concat(Stream.of(authority()), flows.stream().map(flow -> FLOW + flow))
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }

  static String forFlow(String flow) {
    return FLOW + flow;
  }
}
