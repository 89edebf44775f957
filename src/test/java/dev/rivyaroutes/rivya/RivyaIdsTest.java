package dev.rivyaroutes.rivya;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RivyaIdsTest {

  private final ObjectMapper json = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "10.50, 10.5",
    "0.00004999, 0",
    "0.00005, 0.0001",
    "1e-400, 0",
    "999999999, 999999999",
    "1000000000, ",
    "1e300, ",
    "1e999, ",
    "'\"12\"', ",
    "null, ",
  })
  void readsCreditsAsTheLedgerHoldsThem(String told, String credits) throws Exception {
    BigDecimal read = RivyaIds.credits(json.readTree("{\"c\": " + told + "}"), "c");

    assertThat(read == null ? null : read.toPlainString()).isEqualTo(credits);
  }
}
