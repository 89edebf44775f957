package dev.rivyaroutes.mail.token;

import java.io.IOException;

/** What a connection logs in with: a password, or access tokens. */
public interface Credential {

  /** The name to log in with; empty for a server that requires no login. */
  String user();

  /** Who issues the tokens; {@code NONE} for a password. */
  Provider provider();

  /**
   * The password, or an access token that is valid now.
   *
   * @throws IOException with reason and remedy when no token was issued
   */
  String secret() throws IOException;

  /** Drops a token that a server has refused. Whether another one may be accepted. */
  boolean renew(String refused);

  /** Logs in with a password; without one, and without a user, not at all. */
  static Credential password(String user, String password) {
    return new Credential() {
      @Override
      public String user() {
        return user;
      }

      @Override
      public Provider provider() {
        return Provider.NONE;
      }

      @Override
      public String secret() {
        return password;
      }

      @Override
      public boolean renew(String refused) {
        return false;
      }
    };
  }
}
