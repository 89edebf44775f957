package dev.rivyaroutes.mail.token;

import dev.rivyaroutes.HiddenSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The access tokens of one connection. A token is kept until shortly before its end; threads that
 * need one at the same time share one request.
 */
public final class AccessTokens implements Credential {

  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** A failure is shared as well: otherwise each waiting thread would ask again. */
  private static final Duration SAME_FAILURE = Duration.ofSeconds(5);

  private final String user;
  private final Provider provider;
  private final RequestToken request;
  private final Clock clock;
  private String token;
  private Instant renewal = Instant.MIN;
  private TokenFailed failure;
  private Instant failed = Instant.MIN;

  public AccessTokens(String user, Provider provider, RequestToken request, Clock clock) {
    this.user = user;
    this.provider = provider;
    this.request = request;
    this.clock = clock;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public Provider provider() {
    return provider;
  }

  @Override
  public synchronized String secret() throws TokenFailed {
    Instant now = clock.instant();
    if (token != null && now.isBefore(renewal)) {
      return token;
    }
    if (failure != null && now.isBefore(failed.plus(SAME_FAILURE))) {
      throw failure;
    }
    try {
      RequestToken.Issued issued = request.send();
      HiddenSecrets.add(issued.token());
      token = issued.token();
      renewal = now.plus(issued.life()).minus(margin(issued.life()));
      failure = null;
      return token;
    } catch (TokenFailed e) {
      failure = e;
      failed = now;
      throw e;
    }
  }

  private static Duration margin(Duration life) {
    Duration half = life.dividedBy(2);
    return half.compareTo(MARGIN) < 0 ? half : MARGIN;
  }

  @Override
  public synchronized boolean renew(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
    return true;
  }
}
