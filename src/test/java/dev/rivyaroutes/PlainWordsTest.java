package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.net.ConnectException: Connection refused|Connection refused",
        "Cannot deserialize value of type `java.lang.String` from Array|Cannot deserialize value of type `` from Array",
        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find it|PKIX path building failed: unable to find it",
        "no room (NoSpaceException)|no room",
        "s3.eu-central-1.amazonaws.com did not answer|s3.eu-central-1.amazonaws.com did not answer",
        "see https://example.com/a.B|see https://example.com/a.B",
        "Method with name: title not found on bean: a fox of type: java.lang.String on the exchange: Exchange[11CF-1]|Method with name: title not found on bean: a fox",
        "Multicast processing failed for number 0. Exchange[11CF-1]|Multicast processing failed for number 0.",
        "The shop is closed|The shop is closed",
      })
  void leavesNoNameOfAClass(String text, String plain) {
    assertThat(PlainWords.of(text)).isEqualTo(plain);
  }

  @Test
  void passesOverWhatCamelWrapsAroundAFailure() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    assertThat(
            PlainWords.of(
                new CamelExchangeException(
                    "Multicast failed", exchange, new IOException("the disk is full"))))
        .isEqualTo("the disk is full");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-3S, 0 s",
    "PT0.2S, 200 ms",
    "PT3S, 3 s",
    "PT1.5S, 1.5 s",
    "PT59S, 59 s",
    "PT59.9S, 59 s",
    "PT60S, 1 min",
    "PT90S, 1 min 30 s",
    "PT2H, 2 h",
    "PT2H5M7S, 2 h 5 min",
    "PT24H, 1 d",
    "PT240H, 10 d",
  })
  void writesDurationsForPeople(Duration duration, String words) {
    assertThat(PlainDuration.of(duration)).isEqualTo(words);
  }
}
