package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.audit.Author;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Describes the caller of an order for the audit: name, role, and how the caller signed in. */
final class DescribeAuthor {
  private static final String ROLE = "ROLE_";

  private DescribeAuthor() {}

  static Author of(Authentication caller) {
    String role =
        caller.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(authority -> authority.startsWith(ROLE))
            .map(authority -> authority.substring(ROLE.length()).toLowerCase(Locale.ROOT))
            .filter(Set.of("operator", "viewer", "submitter")::contains)
            .findFirst()
            .orElse(null);
    return new Author(caller.getName(), role, login(caller));
  }

  /** Tokens and local programs say so in their details; a login has details of its request. */
  private static String login(Authentication caller) {
    if (caller.getDetails() instanceof String login) {
      return login;
    }
    return caller instanceof UsernamePasswordAuthenticationToken ? "password" : "oidc";
  }
}
