package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:./data/ledger, true, true",
    "jdbc:h2:./data/ledger;DB_CLOSE_DELAY=-1, true, true",
    "jdbc:h2:~/ledger, true, true",
    "jdbc:h2:nio:./ledger, true, true",
    "jdbc:h2:mem:ledger, true, true",
    "JDBC:H2:FILE:./data/ledger, true, true",
    "jdbc:h2:file:./tcp:ledger, true, true",
    "jdbc:h2:file:./ledger;AUTO_SERVER=FALSE, true, true",
    "jdbc:h2:tcp://db/ledger, true, false",
    "jdbc:h2:TCP://db/ledger, true, false",
    "jdbc:h2:ssl://db/ledger, true, false",
    "jdbc:h2:file:./ledger;AUTO_SERVER=TRUE, true, false",
    "jdbc:h2:file:./ledger;a=b; auto_server = true, true, false",
    "jdbc:h2:file:./ledger;FILE_LOCK=NO, true, false",
    "jdbc:postgresql://db/ledger, false, false",
    "jdbc:postgresql://db/jdbc:h2:mem:ledger, false, false",
    ", false, false",
  })
  void decidesWhetherTheDatabaseIsOfThisProcessOnly(String url, boolean h2, boolean ownOnly) {
    assertThat(new DatabaseUrl(url).isH2()).isEqualTo(h2);
    assertThat(new DatabaseUrl(url).isOfThisProcessOnly()).isEqualTo(ownOnly);
  }
}
