package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.delivery.database.ResultColumn;
import dev.rivyaroutes.flowtest.end.DatabaseEnd;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Creates the tables that the flows name: by the SQL of the tests, else with columns of text. */
final class Tables {
  private final List<TestFile> tests;
  private final World world;

  Tables(List<TestFile> tests, World world) {
    this.tests = tests;
    this.world = world;
  }

  void create() throws IOException {
    DatabaseEnd database = world.ends().database();
    if (database == null) {
      return;
    }
    for (TestFile test : tests) {
      Optional<Node> tables = YamlTree.value(test.root(), "tables");
      if (tables.isPresent()) {
        run(database, test, tables.get());
      }
    }
    try {
      for (FlowFile.Use sink : world.named().uses("database-result-sink"::equals)) {
        results(database, sink);
      }
      for (FlowFile.Use source : world.named().uses("database-drop-source"::equals)) {
        briefs(database, source);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The tables of the flows could not be created.", e);
    }
  }

  private static void run(DatabaseEnd database, TestFile test, Node tables) throws IOException {
    try {
      database.run(Files.readString(test.beside(YamlTree.text(tables))));
    } catch (IOException | SQLException e) {
      throw test.wrong(
          tables,
          "The tables could not be created: " + e.getMessage(),
          "Correct the SQL file; it runs on an embedded database.");
    }
  }

  private void results(DatabaseEnd database, FlowFile.Use sink) throws SQLException {
    String table = world.named().value(sink, "table");
    if (table.isBlank()) {
      return;
    }
    String named = world.named().value(sink, "columns");
    Set<String> columns = new LinkedHashSet<>();
    String key = "job_id";
    for (String entry : named.isBlank() ? ResultColumn.words() : Arrays.asList(named.split(","))) {
      String[] parts = entry.strip().split("=", 2);
      String column = parts[parts.length - 1].strip();
      columns.add(column);
      key = parts[0].strip().equals("job_id") ? column : key;
    }
    database.create(table, key, columns);
  }

  private void briefs(DatabaseEnd database, FlowFile.Use source) throws SQLException {
    String table = world.named().value(source, "table");
    if (table.isBlank()) {
      return;
    }
    Set<String> columns = new LinkedHashSet<>();
    String id = world.named().value(source, "id");
    columns.add(id.isBlank() ? "id" : id);
    for (String parameter : List.of("position", "status", "job")) {
      String column = world.named().value(source, parameter);
      if (!column.isBlank()) {
        columns.add(column);
      }
    }
    for (TestFile test : tests) {
      for (TestCase one : test.cases()) {
        one.briefs().stream()
            .flatMap(brief -> YamlTree.value(brief, "row").stream())
            .flatMap(row -> YamlTree.entries(row).stream())
            .forEach(entry -> columns.add(YamlTree.text(entry.getKeyNode())));
      }
    }
    database.create(table, columns.iterator().next(), columns);
  }
}
