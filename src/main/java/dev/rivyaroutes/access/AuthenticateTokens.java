package dev.rivyaroutes.access;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/**
 * Authenticates machines by their tokens, of which only SHA-256 hashes stay in memory. Each check
 * compares with every token in constant time, so that its duration reveals nothing.
 */
final class AuthenticateTokens implements AuthenticationManager {
  private final List<Known> known = new ArrayList<>();
  private final AuthenticateJwts jwts;

  private record Known(byte[] sha256, Authentication caller) {}

  /**
   * @param jwts checks the tokens of an OpenID provider; null where none are accepted
   */
  AuthenticateTokens(List<AccessProperties.Token> tokens, AuthenticateJwts jwts) {
    this.jwts = jwts;
    for (AccessProperties.Token token : tokens) {
      Authentication caller =
          MachineCaller.of(token.name(), Role.of(token.role()).authorities(token.flows()), "token");
      known.add(new Known(DigestUtils.sha256(token.token()), caller));
    }
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    String token = (String) presented.getCredentials();
    byte[] hash = DigestUtils.sha256(token);
    Authentication caller = null;
    for (Known one : known) {
      if (MessageDigest.isEqual(one.sha256, hash)) {
        caller = one.caller;
      }
    }
    if (caller == null && jwts != null && AuthenticateJwts.isJwt(token)) {
      return jwts.authenticate(token);
    }
    if (caller == null) {
      throw new BadCredentialsException("The bearer token is not one of rivya.access.tokens.");
    }
    return caller;
  }
}
