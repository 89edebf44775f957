package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.Document;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The set-up of PostgreSQL as the documents describe it. */
class DocumentedDatabaseIT {

  @Test
  void userOfTheDocumentsCanMigrateItsDatabaseAndQueryEveryTable() throws Exception {
    String setUp = Document.page("run-it").blocks("sql").get(0).text();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      JdbcTemplate administrator = new JdbcTemplate(postgres.getPostgresDatabase());
      for (String statement : setUp.split(";\\s*")) {
        administrator.execute(statement);
      }

      Flyway flyway =
          Flyway.configure()
              .dataSource(postgres.getJdbcUrl("rivya", "rivya"), "rivya", "choose-one")
              .locations("classpath:db/postgresql")
              .load();
      assertThat(flyway.migrate().migrationsExecuted).isPositive();

      JdbcTemplate user = new JdbcTemplate(flyway.getConfiguration().getDataSource());
      Document ledger = Document.page("ledger-and-states");
      for (String query : ledger.blocks("sql").get(0).text().split(";\\s*")) {
        user.execute(query);
      }
      assertThat(
              user.queryForList(
                  "select table_name from information_schema.tables where table_schema = 'public'",
                  String.class))
          .filteredOn(table -> !table.startsWith("flyway"))
          .allSatisfy(table -> assertThat(ledger.text()).contains("`" + table + "`"));
    }
  }
}
