package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptSecretsTest {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

  private final EncryptSecrets encryption = EncryptSecrets.with(key(1));

  @Test
  void opensWhatItSealed() {
    String encrypted = encryption.encrypt("shop", SECRET);

    assertThat(encryption.decrypt("shop", encrypted)).isEqualTo(SECRET);
    assertThat(encrypted).doesNotContain(SECRET.substring(6));
    assertThat(encryption.encrypt("shop", SECRET)).isNotEqualTo(encrypted);
  }

  @Test
  void opensNothingOfAnotherKeyOrAccountOrThatWasChanged() {
    String encrypted = encryption.encrypt("shop", SECRET);
    byte[] bytes = Base64.getDecoder().decode(encrypted.substring(3));
    bytes[20] ^= 1;
    String changed = "v1:" + Base64.getEncoder().encodeToString(bytes);

    EncryptSecrets other = EncryptSecrets.with(key(2));
    assertThatThrownBy(() -> other.decrypt("shop", encrypted))
        .hasMessageContaining("account shop")
        .hasMessageContaining("set the former key")
        .hasMessageContaining("/api/accounts/shop/webhook/rotate");
    assertThatThrownBy(() -> encryption.decrypt("other", encrypted))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> encryption.decrypt("shop", changed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> encryption.decrypt("shop", "v1:"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "c2hvcnQ=", "no base64 at all, but long enough to be one"})
  void refusesAKeyThatIsNoneWithoutShowingIt(String key) {
    assertThatThrownBy(() -> EncryptSecrets.with(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rivya.secrets-key")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining(key);
  }

  @Test
  void doesWithoutAKeyUntilOneIsNeeded() {
    EncryptSecrets none = EncryptSecrets.with(" ");

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
