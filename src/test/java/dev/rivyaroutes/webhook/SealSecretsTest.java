package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealSecretsTest {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

  private final SealSecrets seal = SealSecrets.with(key(1));

  @Test
  void opensWhatItSealed() {
    String sealed = seal.seal("shop", SECRET);

    assertThat(seal.open("shop", sealed)).isEqualTo(SECRET);
    assertThat(sealed).doesNotContain(SECRET.substring(6));
    assertThat(seal.seal("shop", SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void opensNothingOfAnotherKeyOrAccountOrThatWasChanged() {
    String sealed = seal.seal("shop", SECRET);
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(3));
    bytes[20] ^= 1;
    String changed = "v1:" + Base64.getEncoder().encodeToString(bytes);

    SealSecrets other = SealSecrets.with(key(2));
    assertThatThrownBy(() -> other.open("shop", sealed))
        .hasMessageContaining("account shop")
        .hasMessageContaining("set the former key")
        .hasMessageContaining("/api/accounts/shop/webhook/rotate");
    assertThatThrownBy(() -> seal.open("other", sealed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal.open("shop", changed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal.open("shop", "v1:")).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "c2hvcnQ=", "no base64 at all, but long enough to be one"})
  void refusesAKeyThatIsNoneWithoutShowingIt(String key) {
    assertThatThrownBy(() -> SealSecrets.with(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rivya.secrets-key")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining(key);
  }

  @Test
  void doesWithoutAKeyUntilOneIsNeeded() {
    SealSecrets none = SealSecrets.with(" ");

    assertThatThrownBy(() -> none.require("rivya.accounts.shop.webhook.public-url"))
        .hasMessageStartingWith("rivya.accounts.shop.webhook.public-url is set, but")
        .hasMessageContaining("RIVYA_SECRETS_KEY");
  }

  private static String key(int first) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) first;
    return Base64.getEncoder().encodeToString(bytes);
  }
}
