package dev.rivyaroutes.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What askers read about failures, from the causes that jobs have. */
class ExplainFailureTest {

  @ParameterizedTest(name = "{index}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PERMANENT|content_policy|Rivya refused the prompt: rephrase it.|refused by the content rules|Rephrase it",
        "PERMANENT|generation_failed|The generation failed at Rivya: Blocked by safety system.|refused by the content rules|Rephrase it",
        "PERMANENT|generation_failed|The generation failed at Rivya: The upstream timed out.|took too long|shorter or smaller",
        "PERMANENT|generation_failed|The generation failed at Rivya: The face is not visible.|asked for: The face is not visible.|Send it again",
        "PERMANENT|validation_failed|Rivya refused the call (HTTP 400, validation_failed). Rivya says: The prompt is empty.|The prompt is empty.|Send it again",
        "PERMANENT|chat_attachment_not_supported|Rivya refused the call (HTTP 400).|cannot read an attachment|PNG or JPEG",
        "BRIEF||Image 2 has 40 MB; at most 10 MB are possible.|could not be used: Image 2 has 40 MB; at most 10 MB are possible.|Nothing was charged",
        "BRIEF|media_gone|The media store no longer has it; see rivya.media.keep.|no longer stored|with its files",
        "BRIEF|data|The job has a value that the ledger cannot store.|cannot be stored|plain text",
        "ORDER|cancelled|Cancelled by ops@example.com: budget.|A person who runs this service cancelled|Ask them",
      })
  void saysWhyAndWhatToDo(Trouble trouble, String code, String text, String why, String todo) {
    ExplainFailure.Explained said = ExplainFailure.of(new Cause(trouble, code, text, null));

    assertThat(said.reason()).contains(why);
    assertThat(said.remedy()).contains(todo);
    assertThat(said.reason() + said.remedy())
        .doesNotContain("rivya.", "ops@", "HTTP", "Rivya says");
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"AUTH", "CREDIT", "BUDGET", "MODEL", "UNKNOWN", "TRANSIENT"})
  void keepsTroubleOfTheInstallationToItself(Trouble trouble) {
    Cause cause =
        new Cause(
            trouble,
            "api_key_revoked",
            "Account main: the API key was revoked; set a new one in rivya.accounts.main.api-key.",
            null);

    ExplainFailure.Explained said = ExplainFailure.of(cause);

    assertThat(said.reason()).contains("Nothing is wrong with your request");
    assertThat(said.reason() + said.remedy()).doesNotContain("main", "key", "Account");
    assertThat(ExplainFailure.of(null)).isEqualTo(said);
  }

  @Test
  void treatsAnUnknownRefusalAsTroubleOfTheInstallation() {
    Cause cause =
        new Cause(Trouble.PERMANENT, "http_410", "Rivya refused the call (HTTP 410).", null);

    assertThat(ExplainFailure.of(cause).reason()).contains("Nothing is wrong with your request");
  }

  @Test
  void showsNeitherKeysNorAddressesNorOrders() {
    String text =
        "https://me:pw@cdn.example.com/a/b.png?token=t0ken is not an image. The key rvya_sk_abc123 was"
            + " used. Replay the job when the address works. Use a PNG.";

    assertThat(ExplainFailure.forAsker(text))
        .isEqualTo("cdn.example.com is not an image. The key … was used. Use a PNG.");
  }
}
