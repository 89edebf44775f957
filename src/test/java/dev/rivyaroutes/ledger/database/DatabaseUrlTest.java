package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlite:./data/ledger.db, true, false",
    "jdbc:sqlite:file:./data/ledger.db?cache_size=100, true, false",
    "JDBC:SQLite:/var/lib/rivya/ledger.db, true, false",
    "jdbc:sqlite::memory:, false, false",
    "jdbc:postgresql://db/ledger, false, true",
    "jdbc:postgresql://db/jdbc:sqlite:ledger, false, true",
    ", false, false",
  })
  void decidesWhichDatabaseItIs(String url, boolean embedded, boolean postgres) {
    assertThat(new DatabaseUrl(url).isEmbedded()).isEqualTo(embedded);
    assertThat(new DatabaseUrl(url).isPostgres()).isEqualTo(postgres);
  }
}
