package dev.rivyaroutes.engine.settle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.Trouble;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class FailureCausesTest {

  @Test
  void saysWhatFailedAndNotWhatCamelWrapsAroundIt() {
    Exception disk = new FileSystemException("out/a.png", null, "No space left on device");
    Exception wrapped =
        new CamelExchangeException("Multicast failed", null, new RuntimeCamelException(disk));

    assertThat(FailureCauses.message(wrapped)).isEqualTo("out/a.png: No space left on device");
    assertThat(FailureCauses.message(new RuntimeCamelException("Only this")))
        .isEqualTo("Only this");
    assertThat(FailureCauses.message(new IllegalStateException()))
        .isEqualTo("it does not say why; the log may have more");
  }

  @Test
  void makesASentenceAndKeepsTheLettersOfAHost() {
    assertThat(FailureCauses.sentence(new IllegalStateException("the shop is closed")))
        .isEqualTo("The shop is closed.");
    assertThat(FailureCauses.sentence(new IllegalStateException("erp.example.com is slow.")))
        .isEqualTo("erp.example.com is slow.");
  }

  @Test
  void distinguishesACallOfUnknownEffectFromOneThatHadNone() {
    Exception silence = new SocketTimeoutException("Read timed out");

    assertThat(FailureCauses.noAnswer(JobKind.CHAT, silence, true).trouble())
        .isEqualTo(Trouble.UNKNOWN);
    assertThat(FailureCauses.noAnswer(JobKind.CHAT, silence, true).text())
        .contains("did not answer the chat call", "same bytes", "Read timed out");
    assertThat(FailureCauses.noAnswer(JobKind.CHAT, silence, false).trouble())
        .isEqualTo(Trouble.TRANSIENT);
  }
}
