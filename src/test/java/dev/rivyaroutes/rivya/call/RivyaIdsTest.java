package dev.rivyaroutes.rivya.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.Json;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RivyaIdsTest {

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "10.50, 10.5",
    "0.00004999, 0",
    "0.00005, 0.0001",
    "1e-400, 0",
    "999999999, 999999999",
    "1000000000, 1000000000",
    "1e9, 1000000000",
    "1000000000.0, 1000000000",
    "9999999999.9999, 9999999999.9999",
    "9999999999.99999, ",
    "10000000000, ",
    "123456789012345678901234567890, ",
    "-1, ",
    "1e300, ",
    "1e999, ",
    "'\"12\"', ",
    "null, ",
  })
  void readsCreditsAsTheLedgerStoresThem(String sent, String credits) throws Exception {
    BigDecimal read = RivyaIds.credits(Json.PLAIN.readTree("{\"c\": " + sent + "}"), "c");

    assertThat(read == null ? null : read.toPlainString()).isEqualTo(credits);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000000000, 1000000000",
    "1e9, 1000000000",
    "1000000000.0, 1000000000",
    "1E+9, 1000000000",
    "-12.5, -12.5",
    "0.00001, 0",
    "1e14, 99999999999999.9999",
    "123456789012345678901234567890, 99999999999999.9999",
    "1e300, 99999999999999.9999",
    "-1e30, -99999999999999.9999",
    "1e-300, 0",
    "1e999, ",
    "'\"12\"', ",
    "true, ",
    "null, ",
    "{}, ",
  })
  void readsABalanceInAnyFormOfANumber(String sent, String balance) throws Exception {
    for (JsonMapper mapper : List.of(Json.PLAIN, Json.EXACT)) {
      BigDecimal read = RivyaIds.balance(mapper.readTree("{\"c\": " + sent + "}"), "c");
      if (!sent.equals("1e999")) {
        assertThat(read == null ? null : read.toPlainString()).isEqualTo(balance);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5000, 5000",
    "5e3, 5000",
    "5000.0, 5000",
    "4294967297, 2147483647",
    "1e300, 2147483647",
    "123456789012345678901234567890, 2147483647",
    "-5, 0",
    "'\"7\"', 0",
    "null, 0",
  })
  void readsACountInAnyFormOfANumber(String sent, int count) throws Exception {
    for (JsonMapper mapper : List.of(Json.PLAIN, Json.EXACT)) {
      assertThat(Numbers.smallCount(mapper.readTree(sent))).isEqualTo(count);
    }
  }
}
