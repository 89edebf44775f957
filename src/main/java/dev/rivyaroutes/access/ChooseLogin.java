package dev.rivyaroutes.access;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Checks a password, or else the answer of an OpenID provider. Nothing tries one after the other: a
 * password that was refused, or not checked at all, is not checked a second time.
 */
record ChooseLogin(AuthenticationManager passwords, AuthenticationManager provider)
    implements AuthenticationManager {

  @Override
  public Authentication authenticate(Authentication presented) {
    return presented instanceof UsernamePasswordAuthenticationToken
        ? passwords.authenticate(presented)
        : provider.authenticate(presented);
  }
}
