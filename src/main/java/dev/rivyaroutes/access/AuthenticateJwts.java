package dev.rivyaroutes.access;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Authenticates machines by the signed tokens of an OpenID provider. */
final class AuthenticateJwts {

  private final JwtDecoder decoder;
  private final MapOidcGroups groups;
  private final String nameClaim;

  AuthenticateJwts(JwtDecoder decoder, MapOidcGroups groups, String nameClaim) {
    this.decoder = decoder;
    this.groups = groups;
    this.nameClaim = nameClaim;
  }

  static boolean isJwt(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }

  /** The caller, who may have no role. */
  Authentication authenticate(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      String name = MapOidcGroups.name(jwt.getClaims().get(nameClaim));
      return MachineCaller.of(name, groups.authorities(name, jwt.getClaims()), "oidc");
    } catch (BadJwtException e) {
      throw new BadCredentialsException("The bearer token is not valid.", e);
    } catch (JwtException e) {
      throw new AuthenticationServiceException("The keys of the OpenID provider are away.", e);
    }
  }
}
