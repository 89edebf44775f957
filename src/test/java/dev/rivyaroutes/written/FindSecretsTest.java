package dev.rivyaroutes.written;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindSecretsTest {

  private final FindSecrets find = new FindSecrets();

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "rvya_sk_of_main_0123456789",
        "whsec_c2V0LWJ5LWE/cGVyc29uLTAx",
        "token-of-the-viewer-0123456789",
        "ops:open sesame",
      })
  void findsASecretInEveryForm(String secret) {
    for (String before : List.of("", "a", "ab")) {
      byte[] bytes = (before + secret + " ").getBytes(UTF_8);
      for (String form :
          List.of(
              secret,
              URLEncoder.encode(secret, UTF_8),
              Base64.getEncoder().encodeToString(bytes),
              Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
        List<String> found = find.in("INFO\nkey: " + form + "!\n");
        assertThat(found.size()).as("kinds found").isEqualTo(1);
        assertThat(found.get(0).startsWith("line 2 tells a")).as("names the line").isTrue();
        assertThat(found.get(0).contains(secret)).as("tells the secret").isFalse();
      }
    }
  }

  @Test
  void passesOverWhatMayBeSeen() {
    assertThat(find.in("key rvya_sk_of_t…, a whsec_… and rvya_sk_ itself, whsec_hidden")).isEmpty();
  }
}
