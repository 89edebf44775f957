package dev.rivyaroutes.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call. With no token and no user, only callers on this machine may, and all of them.
 *
 * @param tokens machines, which send their token as {@code Authorization: Bearer …}
 * @param users people, who log in by form or HTTP basic
 */
@ConfigurationProperties("rivya.access")
public record AccessProperties(@DefaultValue List<Token> tokens, @DefaultValue List<User> users) {

  static final String PREFIX = "rivya.access";

  boolean isOpen() {
    return tokens.isEmpty() && users.isEmpty();
  }

  /**
   * A machine.
   *
   * @param name its name in audits
   * @param token at least 16 characters without spaces
   * @param role submitter, viewer or operator
   * @param flows for a submitter: the flows that it may use
   */
  public record Token(String name, String token, String role, @DefaultValue List<String> flows) {
    @Override
    public String toString() {
      return "Token[" + name + ", " + role + ", " + flows + "]";
    }
  }

  /**
   * A person.
   *
   * @param name the login name
   * @param password encoded, with the encoding in braces: {@code {bcrypt}$2a$…}
   * @param role submitter, viewer or operator
   * @param flows for a submitter: the flows that it may use
   */
  public record User(String name, String password, String role, @DefaultValue List<String> flows) {
    @Override
    public String toString() {
      return "User[" + name + ", " + role + ", " + flows + "]";
    }
  }
}
