package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenSecretsTest {

  @Test
  void hidesASecretAsItIsAndAsItStandsInAnAddress() {
    HiddenSecrets.add(" s3cret/of+hiding ");

    assertThat(HiddenSecrets.hide("key s3cret/of+hiding, at ?key=s3cret%2Fof%2Bhiding&a=b"))
        .isEqualTo("key …, at ?key=…&a=b");
  }

  @Test
  void leavesWordsAloneThatContainAPasswordByChance() {
    HiddenSecrets.add("postgrex");

    assertThat(HiddenSecrets.hide("jdbc:postgrexql://db password=postgrex, postgrex"))
        .isEqualTo("jdbc:postgrexql://db password=…, …");
  }

  @Test
  void leavesWhatIsTooShortToBeRecognised() {
    HiddenSecrets.add("no");
    HiddenSecrets.add("");
    HiddenSecrets.add(null);

    assertThat(HiddenSecrets.hide("no key")).isEqualTo("no key");
    assertThat(HiddenSecrets.hide(null)).isNull();
  }
}
