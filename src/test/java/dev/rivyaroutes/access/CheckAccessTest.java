package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rivyaroutes.access.AccessProperties.Token;
import dev.rivyaroutes.access.AccessProperties.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class CheckAccessTest {
  private static final AccessProperties.Oidc NO_PROVIDER =
      new AccessProperties.Oidc("groups", List.of());

  private static final String GOOD = "0123456789abcdef";
  private static final List<String> FLOWS = List.of("listing");

  private static void check(List<Token> tokens, List<User> users) {
    new CheckAccess(Passwords.encoder()).check(new AccessProperties(tokens, users, NO_PROVIDER));
  }

  private static void stops(Token token, String sentence) {
    assertThatThrownBy(() -> check(List.of(token), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain(token.token() == null || token.token().isBlank() ? "\0" : token.token());
  }

  private static void stops(User user, String sentence) {
    assertThatThrownBy(() -> check(List.of(), List.of(user)))
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("secret", "c29tZXNhbHQ");
  }

  @Test
  void passesWhatIsRight() {
    String bcrypt = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("secret");
    assertThatCode(
            () ->
                check(
                    List.of(
                        new Token("erp", GOOD, "submitter", FLOWS),
                        new Token("wall", GOOD + "2", "viewer", null)),
                    List.of(new User("ops", bcrypt, "operator", null))))
        .doesNotThrowAnyException();
  }

  @Test
  void stopsOnWrongTokens() {
    stops(new Token("a", "", "viewer", null), "rivya.access.tokens[0].token is empty");
    stops(new Token("a", null, "viewer", null), "rivya.access.tokens[0].token is empty");
    stops(
        new Token("a", "too-short", "viewer", null), "has 9 characters; it must have at least 16");
    stops(new Token("a", "with a space in the middle", "viewer", null), "holds spaces");
    stops(new Token("", GOOD, "viewer", null), "tokens[0].name is empty");
    stops(
        new Token("a", GOOD, "boss", null),
        "role is boss; it must be submitter, viewer or operator");
    stops(new Token("a", GOOD, null, null), "role is null");
    stops(new Token("a", GOOD, "submitter", null), "flows is empty");
    for (String role : List.of("submitter", "viewer", "operator")) {
      stops(new Token("a", GOOD, role, List.of()), "flows is empty");
      stops(new Token("a", GOOD, role, List.of("*", "posters")), "flows has * beside other flows");
    }
  }

  @Test
  void stopsOnNamesAndTokensThatAreThereTwice() {
    Token first = new Token("a", GOOD, "viewer", null);
    assertThatThrownBy(
            () -> check(List.of(first), List.of(new User("a", "{bcrypt}x", "viewer", null))))
        .hasMessageContaining("rivya.access.users[0].name is a a second time");
    assertThatThrownBy(
            () -> check(List.of(first, new Token("b", GOOD, "operator", null)), List.of()))
        .hasMessageContaining("tokens[1].token is another caller's token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaaaaaa",
        "0000000000000001",
        "abababababababab",
        "1234567123456712345671234567",
        "secretsecretsecret",
        "changechangechange"
      })
  void stopsOnTokensThatAreEasyToGuess(String token) {
    stops(new Token("a", token, "viewer", null), "tokens[0].token is easy to guess");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{noop}x",
        "{noop}",
        "{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69",
        "{SHA-1}00",
        "{SHA-256}00",
        "{sha256}00",
        "{ldap}x",
        "{MD4}00"
      })
  void stopsOnEncodingsThatAreQuickToGuess(String password) {
    User user = new User("a", password, "viewer", null);
    stops(user, "or is too weak; take {bcrypt}");
    assertThat(new AccessProperties(List.of(), List.of(user), NO_PROVIDER).problems())
        .singleElement(STRING)
        .contains("or is too weak; take {bcrypt}");
  }

  @Test
  void stopsOnPasswordsThatEverybodyTriesFirst() {
    for (String guess : List.of("", "ops")) {
      String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(guess);
      stops(
          new User("ops", hash, "viewer", null),
          "users[0].password is the hash of an empty password or of the name itself");
    }
  }

  @Test
  void stopsOnPasswordsThatAreNotEncoded() {
    stops(new User("a", "secret", "viewer", null), "does not begin with its encoding");
    stops(new User("a", "", "viewer", null), "users[0].password is empty");
    stops(new User("a", "{rot13}secret", "viewer", null), "an encoding that cannot be used");
  }
}
