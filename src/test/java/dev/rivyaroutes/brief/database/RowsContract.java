package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of a table on a real PostgreSQL. */
abstract class RowsContract implements DropSourceContract {
  private static EmbeddedPostgres postgres;
  static JdbcTemplate jdbc;

  @TempDir Path routes;
  DatabaseHouse house;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
    jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
  }

  @AfterAll
  static void close() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void begin() throws IOException {
    jdbc.execute("drop table if exists \"Orders\"");
    jdbc.execute(
        "create table \"Orders\" (no bigserial primary key, text text, photo bytea, state varchar(20),"
            + " job varchar(40), at timestamptz default now())");
    house = new DatabaseHouse(postgres.getPort(), routes.toString());
  }

  @AfterEach
  void end() throws Exception {
    house.close();
  }

  @Override
  public SourceWorld world() {
    return house.world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return house.start(name, parameters);
  }

  /** The parameters, and those that say how rows are settled. */
  static Map<String, String> with(String... more) {
    Map<String, String> all = new HashMap<>();
    all.put("table", "orders");
    all.put("id", "no");
    all.put("columns", "text=prompt,photo=references");
    all.put("delay", DELAY);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Override
  public void put(String text) {
    jdbc.update("insert into \"Orders\" (text) values (?)", text);
  }

  @Override
  public void putWithPicture(String text) {
    jdbc.update("insert into \"Orders\" (text, photo) values (?, ?)", text, Briefs.PNG);
  }

  @Override
  public void putPoison(int n) {
    jdbc.update("insert into \"Orders\" (text) values (null)");
  }

  @Override
  public List<String> refused() {
    return world().quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void leave() throws IOException {
    house.way.shut();
  }

  @Override
  public void comeBack() throws IOException {
    house.way.open();
  }

  @Override
  public Map<String, String> wrongCredential() {
    Map<String, String> wrong = new HashMap<>(parameters());
    wrong.put("connection", "wrong");
    return wrong;
  }

  @Override
  public String refusedLogin() {
    return "refused the login";
  }

  static String state(String text) {
    return jdbc.queryForObject(
        "select state || ' ' || job from \"Orders\" where text = ?", String.class, text);
  }
}
