package dev.rivyaroutes.connection.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConnectionTest {

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "url | postgresql://db/shop | must be a JDBC address such as jdbc:postgresql://",
        "url | jdbc:postgresql://db/shop?password=hunter2 | move them to rivya.database.shop.username",
        "url | jdbc:mysql://ann:hunter2@db/shop | move them to rivya.database.shop.username",
        "pool-size | 0 | rivya.database.shop.pool-size is 0; it must be at least 1",
        "timeout | 10ms | rivya.database.shop.timeout is 10ms; it must be at least 1s",
      })
  void refusesWrongSettingsWithTheRemedy(String key, String value, String said) {
    Map<String, String> settings = new HashMap<>(Map.of("url", "jdbc:h2:mem:x"));
    settings.put(key, value);

    assertThatThrownBy(() -> DatabaseOf.one("shop", settings))
        .rootCause()
        .hasMessageContaining(said)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void showsNoSecret() {
    DatabaseConnections databases =
        DatabaseOf.one(
            "shop",
            Map.of(
                "url", "jdbc:postgresql://db/shop?sslkey=hunter3",
                "username", "rivya",
                "password", "hunter2"));

    assertThat(databases.describe())
        .containsExactly(
            "shop: jdbc:postgresql://db/shop, user rivya, password set, 4 connections");
  }

  @Test
  void namesTheKnownConnectionsAndAMissingDriver() {
    DatabaseConnections databases = DatabaseOf.one("shop", Map.of("url", "jdbc:oracle:thin:@db"));

    assertThatThrownBy(() -> databases.get("shp"))
        .hasMessageContaining("There is no database connection \"shp\"")
        .hasMessageContaining("[shop]");
    assertThatThrownBy(() -> databases.get("shop"))
        .hasMessageContaining("rivya.database.shop.url (jdbc:oracle)")
        .hasMessageContaining(
            "The driver of PostgreSQL is included; put the jar of another one into lib/, or correct the address.");
  }

  @Test
  void saysWhyItFailed() {
    DatabaseConnection shop =
        DatabaseOf.one("shop", Map.of("url", "jdbc:h2:mem:x", "password", "hunter2")).get("shop");

    DatabaseFailure login =
        shop.explain(
            new SQLException("FATAL: password authentication failed for user \"ann\"", "28P01"));
    assertThat(login.permanent()).isFalse();
    assertThat(login.text())
        .isEqualTo(
            "the database refused the login (password authentication failed for user \"ann\")."
                + " Check rivya.database.shop.username and rivya.database.shop.password.");
    DatabaseFailure away = shop.explain(new SQLException("Connection to db:5432 refused", "08001"));
    assertThat(away.permanent()).isFalse();
    assertThat(away.text()).contains("cannot be reached").contains("rivya.database.shop.url");
    DatabaseFailure rights =
        shop.explain(new SQLException("ERROR: permission denied for table results", "42501"));
    assertThat(rights.permanent()).isTrue();
    assertThat(rights.text())
        .contains("permission denied for table results")
        .contains("rivya.database.shop.username");
    assertThat(shop.explain(new SQLException("deadlock detected", "40P01")).permanent()).isFalse();
    assertThat(
            shop.explain(new SQLException("ERROR: duplicate key\n  Detail: Key (a)=(b)", "23505"))
                .text())
        .doesNotContain("Key (a)");
  }

  @Test
  void findsTablesAndColumnsInAnyCaseAndNamesTheNearest() throws SQLException {
    DatabaseConnection shop =
        DatabaseOf.one("shop", Map.of("url", "jdbc:h2:mem:tables;DB_CLOSE_DELAY=-1")).get("shop");
    try (Connection connection = shop.open();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema other");
      statement.execute("create table orders (id int primary key, \"Odd \"\"name\" text)");
      statement.execute("create table other.orders (id int)");
      statement.execute("create table other.items (a int, b int, unique (a, b))");

      DatabaseTable orders = DatabaseTable.find(connection, "orders");
      assertThat(orders.quoted()).isEqualTo("\"PUBLIC\".\"ORDERS\"");
      assertThat(orders.unique()).containsExactly("ID");
      assertThat(orders.columns().get("Odd \"name", "x").quoted()).isEqualTo("\"Odd \"\"name\"");
      assertThat(DatabaseTable.find(connection, "other.ORDERS").quoted())
          .isEqualTo("\"OTHER\".\"ORDERS\"");
      assertThat(DatabaseTable.find(connection, "items").unique()).isEmpty();
      assertThatThrownBy(() -> DatabaseTable.find(connection, "order; drop table orders"))
          .hasMessageContaining("no table order; drop table orders");
      assertThatThrownBy(() -> DatabaseTable.find(connection, "itms"))
          .hasMessageContaining("Did you mean ITEMS?");
      assertThatThrownBy(() -> orders.columns().get("idd", "the parameter id"))
          .hasMessage(
              "the parameter id names the column idd, which the table PUBLIC.ORDERS does not have."
                  + " Did you mean ID?");
      assertThat(
              DatabaseTable.ofQuery(
                      connection, "q.sql", "select id as a, 1 as b from orders -- all of them")
                  .all())
          .extracting(TableColumn::name)
          .isEqualTo(List.of("A", "B"));
    }
  }

  @Test
  void readsAStatementBesideTheFlows(@TempDir Path temp) throws IOException {
    Path routes = Files.createDirectories(temp.resolve("routes"));
    Files.writeString(routes.resolve("orders.sql"), "select 1;\n");
    Files.writeString(temp.resolve("outside.sql"), "select 2");
    String pattern = "file:" + routes + "/**/*.camel.yaml";

    assertThat(SqlFile.read(pattern, "orders.sql").text()).isEqualTo("select 1");
    assertThatThrownBy(() -> SqlFile.read(pattern, "order.sql"))
        .hasMessageContaining("has no file order.sql. Did you mean orders.sql?");
    assertThatThrownBy(() -> SqlFile.read(pattern, "../outside.sql"))
        .hasMessageContaining("is not in the folder");
    assertThatThrownBy(() -> SqlFile.read(pattern, "select 1"))
        .hasMessageContaining("ends with .sql");
  }
}
