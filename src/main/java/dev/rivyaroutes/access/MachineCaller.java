package dev.rivyaroutes.access;

import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** An authenticated caller without a session. */
final class MachineCaller {

  private MachineCaller() {}

  /**
   * @param login what the audit names as the way of signing in
   */
  static Authentication of(String name, List<GrantedAuthority> authorities, String login) {
    UsernamePasswordAuthenticationToken caller =
        UsernamePasswordAuthenticationToken.authenticated(name, null, authorities);
    caller.setDetails(login);
    return caller;
  }
}
