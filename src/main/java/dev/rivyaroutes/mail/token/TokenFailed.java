package dev.rivyaroutes.mail.token;

import java.io.IOException;

/** No access token was issued. The message is a sentence with reason and remedy, no secrets. */
public final class TokenFailed extends IOException {

  TokenFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
