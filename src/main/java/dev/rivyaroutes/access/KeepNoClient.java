package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/** Forgets the tokens of the OpenID provider: after the login nobody is called with them. */
final class KeepNoClient implements OAuth2AuthorizedClientRepository {

  @Override
  public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
      String registration, Authentication user, HttpServletRequest request) {
    return null;
  }

  @Override
  public void saveAuthorizedClient(
      OAuth2AuthorizedClient client,
      Authentication user,
      HttpServletRequest request,
      HttpServletResponse response) {
    // There is no use for it.
  }

  @Override
  public void removeAuthorizedClient(
      String registration,
      Authentication user,
      HttpServletRequest request,
      HttpServletResponse response) {
    // There is none.
  }
}
