package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskSecretsTest {

  @Test
  void showsAnAddressWithoutUserAndSettings() {
    assertThat(
            MaskSecrets.address("jdbc:postgresql://erin:hunter2@db:5432/ledger?password=hunter2"))
        .isEqualTo("jdbc:postgresql://db:5432/ledger");
    assertThat(MaskSecrets.address("jdbc:sqlite:./data/ledger.db?password=hunter2"))
        .isEqualTo("jdbc:sqlite:./data/ledger.db");
  }

  @Test
  void showsAMessageWithoutTheSecretsThatItQuotes() {
    assertThat(MaskSecrets.text("no sftp://erin:hunter2@host/in?privateKey=abc&delay=5s here"))
        .isEqualTo("no sftp://…@host/in?privateKey=…&delay=5s here");
    assertThat(MaskSecrets.text("rivya.wait.interval is 0s; it must be at least 1s."))
        .isEqualTo("rivya.wait.interval is 0s; it must be at least 1s.");
  }

  @Test
  void recognisesTheNamesOfSecrets() {
    assertThat(MaskSecrets.isSecret("rivya.accounts.studio.api-key")).isTrue();
    assertThat(MaskSecrets.isSecret("rivya.access.tokens[0].token")).isTrue();
    assertThat(MaskSecrets.isSecret("rivya.idempotency.key-life")).isFalse();
  }
}
