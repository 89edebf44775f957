package dev.rivyaroutes.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.GrantedAuthority;

/** Finds the role of a caller of the OpenID provider by a claim of its token. */
final class MapOidcGroups {

  /** Names of the provider are told apart from those of the configuration by it. */
  static final String PREFIX = "oidc:";

  private static final Logger LOG = LoggerFactory.getLogger(MapOidcGroups.class);

  private final AccessProperties.Oidc oidc;

  MapOidcGroups(AccessProperties.Oidc oidc) {
    this.oidc = oidc;
  }

  static String name(Object claim) {
    return PREFIX + claim;
  }

  /** The role of the first group in the configuration that the caller has; empty without one. */
  List<GrantedAuthority> authorities(String name, Map<String, Object> claims) {
    Collection<?> groups = groups(claims);
    for (AccessProperties.Group group : oidc.groups()) {
      if (groups.contains(group.group())) {
        return Role.of(group.role()).authorities(group.flows());
      }
    }
    LOG.info(
        "{} was refused: the claim {} of its token names none of rivya.access.oidc.groups.",
        name,
        oidc.claim());
    return List.of();
  }

  /** A list, one text, or what is below a path such as realm_access.roles. */
  private Collection<?> groups(Map<String, Object> claims) {
    Object value = claims.get(oidc.claim());
    if (value == null) {
      value = claims;
      for (String part : oidc.claim().split("\\.")) {
        value = value instanceof Map<?, ?> map ? map.get(part) : null;
      }
    }
    if (value instanceof Collection<?> list) {
      return list;
    }
    return value instanceof String one ? List.of(one) : List.of();
  }
}
