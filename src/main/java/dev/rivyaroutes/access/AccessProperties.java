package dev.rivyaroutes.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call. With no token and no user, only callers on this machine may, and all of them.
 *
 * @param tokens machines, which send their token as {@code Authorization: Bearer …}
 * @param users people, who log in by form or HTTP basic
 * @param oidc people and machines with a token of an OpenID provider
 */
@ConfigurationProperties("rivya.access")
public record AccessProperties(
    @DefaultValue List<Token> tokens, @DefaultValue List<User> users, @DefaultValue Oidc oidc) {

  static final String PREFIX = "rivya.access";

  public boolean isOpen() {
    return tokens.isEmpty() && users.isEmpty() && oidc.groups().isEmpty();
  }

  /** What is wrong with it: sentences with key and remedy, never with a token or a password. */
  public List<String> problems() {
    return new CheckAccess(Passwords.encoder()).problems(this);
  }

  /**
   * An OpenID provider, which the keys {@code spring.security.oauth2} configure.
   *
   * @param claim The claim of a token that names the groups of the caller; {@code a.b} for the
   *     claim b within the claim a.
   * @param groups the groups that have a role
   */
  public record Oidc(@DefaultValue("groups") String claim, @DefaultValue List<Group> groups) {}

  /**
   * A group of the provider. Of several that a caller has, the first in the list counts.
   *
   * @param group The name of the group at the provider.
   * @param role What its callers may do: {@code submitter}, {@code viewer} or {@code operator}.
   * @param flows The flows that the role is for, separated by commas; {@code *} for all. Without
   *     it, viewers and operators are for all flows; submitters must have it.
   */
  public record Group(String group, String role, List<String> flows) {}

  /**
   * A machine.
   *
   * @param name The name of the machine in audits.
   * @param token The token, which the machine sends as {@code Authorization: Bearer …}: at least 16
   *     characters without spaces. Create one with {@code openssl rand -hex 32}.
   * @param role What the machine may do: {@code submitter} (hand in briefs and read the jobs of
   *     them), {@code viewer} (read) or {@code operator} (everything).
   * @param flows The flows that the role is for, separated by commas; {@code *} for all. Without
   *     it, viewers and operators are for all flows; submitters must have it.
   */
  public record Token(String name, String token, String role, List<String> flows) {
    @Override
    public String toString() {
      return "Token[" + name + ", " + role + ", " + flows + "]";
    }
  }

  /**
   * A person.
   *
   * @param name The login name.
   * @param password The encoded password, with the encoding in braces: {@code {bcrypt}} and the
   *     output of {@code htpasswd -nbBC 10 user password | cut -d: -f2}.
   * @param role What the person may do: {@code submitter}, {@code viewer} or {@code operator}.
   * @param flows The flows that the role is for, separated by commas; {@code *} for all. Without
   *     it, viewers and operators are for all flows; submitters must have it.
   */
  public record User(String name, String password, String role, List<String> flows) {
    @Override
    public String toString() {
      return "User[" + name + ", " + role + ", " + flows + "]";
    }
  }
}
