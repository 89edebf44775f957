package dev.rivyaroutes.access;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Makes a user of a verified ID token; one without a role is refused before there is a session. */
final class LoadOidcUser implements OAuth2UserService<OidcUserRequest, OidcUser> {

  /** The error of a user that is known to the provider and has no role here. */
  static final String NO_ROLE = "no_role";

  private final OidcUserService users = new OidcUserService();
  private final MapOidcGroups groups;

  LoadOidcUser(MapOidcGroups groups) {
    this.groups = groups;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = users.loadUser(request);
    String name = MapOidcGroups.name(user.getName());
    List<GrantedAuthority> authorities = groups.authorities(name, user.getClaims());
    if (authorities.isEmpty()) {
      throw new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE));
    }
    return new KnownUser(name, authorities, user);
  }

  /** A user whose name is not one of the configuration. */
  private static final class KnownUser extends DefaultOidcUser {
    private static final long serialVersionUID = 1L;
    private final String name;

    KnownUser(String name, List<GrantedAuthority> authorities, OidcUser user) {
      super(authorities, user.getIdToken(), user.getUserInfo());
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }
  }
}
