package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rivyaroutes.check.CheckedHouse;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All mistakes are reported at once, and what is off needs nothing. */
class CheckBeforeStartTest {

  private static final String OFF =
      """
      - route:
          id: %1$s
          autoStartup: "%2$s"
          from:
            uri: kamelet:s3-drop-source
            parameters: { bucket: "{{nobody.sets.it}}", connection: nowhere, colour: red }
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters: { flow: %1$s, account: nobody, model: none }
      - route:
          id: %1$s-results
          autoStartup: "%2$s"
          from:
            uri: kamelet:no-such-source
            steps:
              - to:
                  uri: kamelet:callback-result-sink
                  parameters: { connection: nowhere }
      """;

  @TempDir Path folder;
  private CheckedHouse house;

  @BeforeEach
  void build() throws IOException {
    house = new CheckedHouse(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE", "{{posters.on:false}}", "{{posters.here}}"})
  void whatIsOffNeedsNothing(String switched) throws IOException {
    house.config("posters: { here: false }").flow("posters", OFF.formatted("posters", switched));

    assertThat(house.mistakes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "{{posters.on:true}}"})
  void whatIsOnNeedsAllOfIt(String switched) throws IOException {
    house.flow("posters", OFF.formatted("posters", switched));

    assertThat(house.mistakes())
        .hasSize(6)
        .anySatisfy(line -> assertThat(line).contains("There is no account \"nobody\"."))
        .anySatisfy(line -> assertThat(line).contains("{{nobody.sets.it}} has no value."))
        .anySatisfy(line -> assertThat(line).contains("no connection nowhere under rivya.s3."))
        .anySatisfy(line -> assertThat(line).contains("s3-drop-source has no parameter colour."))
        .anySatisfy(line -> assertThat(line).contains("There is no Kamelet \"no-such-source\"."))
        .anySatisfy(
            line -> assertThat(line).contains("no connection nowhere under rivya.callbacks."));
  }

  @Test
  void findsTheConnectionThatReadsAnnouncedObjects() throws IOException {
    house.flow(
        "photos",
        """
        - route:
            id: photos
            from:
              uri: kamelet:sqs-drop-source
              parameters: { queue: photos, messages: s3-events, connection: one, s3-connection: two }
              steps:
                - log: { message: taken }
        """);

    assertThat(house.mistakes())
        .anySatisfy(line -> assertThat(line).contains("no connection one under rivya.sqs."))
        .anySatisfy(line -> assertThat(line).contains("no connection two under rivya.s3."));
  }

  @Test
  void reportsEveryStageAtOnce() throws IOException {
    house
        .config(
            """
            rivya:
              acounts: { x: 1 }
              accounts:
                studio: { api-key: "${NO_SUCH_KEY}", rate: fast, concurrency: 0 }
              secrets-key: short
              wait: { deadline: soon, late: 1ms }
              flows: { nowhere: { credits: { daily-cap: 5 } } }
              access:
                tokens:
                  - { name: erp, token: short, role: boss, flows: [posters] }
                  - { name: erp, token: 0123456789abcdef0123, role: submitter, flows: [elsewhere] }
            server: { port: 80800 }
            spring: { datasource: { url: "jdbc:mysql://host/x" } }
            """)
        .flow("posters", "- route:\n    id: posters\n   from: x\n")
        .flow("banners", OFF.formatted("banners", "true"));

    List<String> mistakes = house.mistakes();

    assertThat(mistakes)
        .anySatisfy(line -> assertThat(line).contains("There is no key rivya.acounts"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("config/application.yaml:4: rivya.accounts.studio.api-key refers")
                    .contains("there is no NO_SUCH_KEY.", "Set NO_SUCH_KEY in the environment"))
        .anySatisfy(line -> assertThat(line).contains("rivya.accounts.studio.rate is \"fast\""))
        .anySatisfy(line -> assertThat(line).contains("rivya.accounts.studio.concurrency is 0;"))
        .anySatisfy(line -> assertThat(line).contains("rivya.secrets-key is not 32 bytes"))
        .anySatisfy(line -> assertThat(line).contains("rivya.wait.deadline is \"soon\""))
        .anySatisfy(line -> assertThat(line).contains("rivya.wait.late is 1ms;"))
        .anySatisfy(line -> assertThat(line).contains("rivya.flows.nowhere sets a budget"))
        .anySatisfy(line -> assertThat(line).contains("rivya.access.tokens[0].token has 5 char"))
        .anySatisfy(line -> assertThat(line).contains("rivya.access.tokens[0].role is boss;"))
        .anySatisfy(line -> assertThat(line).contains("rivya.access.tokens[1].name is erp a sec"))
        .anySatisfy(line -> assertThat(line).contains("names the flow elsewhere"))
        .anySatisfy(line -> assertThat(line).contains("server.port is 80800, which is not a port."))
        .anySatisfy(line -> assertThat(line).contains("spring.datasource.url is \"jdbc:mysql:"))
        .anySatisfy(line -> assertThat(line).startsWith("routes/posters.camel.yaml:3: The YAML"))
        .anySatisfy(line -> assertThat(line).contains("There is no account \"nobody\"."));
    assertThat(mistakes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rivya.accounts.a.api-key       | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          rivya.accounts.a.contact       | desk ${NO_SUCH_ENV} 2        | NO_SUCH_ENV
          rivya.accounts.a.base-url      | ${NO_SUCH_ENV:${NOR_THIS}}   | NOR_THIS
          rivya.wait.deadline            | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          rivya.media.store              | file:${NO_SUCH_ENV}/media    | NO_SUCH_ENV
          rivya.access.tokens[0].token   | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          rivya.s3.default.secret-key    | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          rivya.callbacks.default.secret | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          spring.datasource.password     | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          server.port                    | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          listing.bucket                 | ${NO_SUCH_ENV}               | NO_SUCH_ENV
          """)
  void aReferenceToNothingIsAMistake(String key, String value, String name) throws IOException {
    house.config("\"" + key + "\": \"" + value + "\"");

    assertThat(house.mistakes())
        .filteredOn(line -> line.contains(key + " refers to ${" + name + "}"))
        .singleElement()
        .asString()
        .startsWith("config/application.yaml:1: ")
        .contains("${" + name + ":…}");
    assertThat(house.mistakes())
        .allMatch(line -> line.contains(" refers to ") || !line.contains(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${NO_SUCH_ENV:}", "${NO_SUCH_ENV:text}", "${IS_SET}", "$IS_SET", "{x}"})
  void otherValuesAreNone(String value) throws IOException {
    house.config("rivya: { accounts: { a: { contact: \"" + value + "\" } } }").with("IS_SET", "y");

    assertThat(house.mistakes()).isEmpty();
  }

  @Test
  void acceptsTheKeysOfAListThatIsOverridden() throws IOException {
    house
        .config(
            """
            rivya:
              access:
                tokens:
                  - { name: erp, token: 0123456789abcdef0123, role: submitter, flows: [posters] }
                  - { name: cms, token: 0123456789abcdef0124, role: submitter, flows: [a, b] }
            """)
        .with("rivya.access.tokens[0].name", "other")
        .with("rivya.access.tokens[0].token", "0123456789abcdef0125")
        .with("rivya.access.tokens[0].role", "admin");

    assertThat(house.mistakes()).noneMatch(line -> line.contains("There is no key"));
  }

  @Test
  void aReferenceThatIsOverruledIsNone() throws IOException {
    house
        .config("rivya: { accounts: { a: { api-key: \"${NO_SUCH_ENV}\" } } }")
        .with("rivya.accounts.a.api-key", "rvya_sk_test");

    assertThat(house.mistakes()).isEmpty();
  }

  @Test
  void reportsAnOpenAddressWithoutCallers() throws IOException {
    house.config("server: { address: 0.0.0.0 }\nmanagement: { server: { address: 10.0.0.1 } }");

    assertThat(house.mistakes())
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("config/application.yaml:1: server.address is 0.0.0.0, but no"))
        .anySatisfy(line -> assertThat(line).contains("management.server.address is 10.0.0.1"));
    assertThat(house.environment().getProperty("server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void reportsEveryWrongValueOfARecord() throws IOException {
    house.config(
        """
        rivya:
          accounts:
            a: { rate: fast, downloads: 0, credits: { warn-below: -1 } }
            B: { rate: slow, webhook: { tolerance: 1ms } }
          credits: { read: 1ms, read-idle: 1ms, read-paused: 1ms }
          ledger: { lease: 1ms, max-claims: 0, keep: 1h, start-wait: -1s }
          delivery: { schedule: never, jitter: much }
        """);

    assertThat(house.mistakes())
        .hasSize(14)
        .allMatch(line -> line.matches("config/application.yaml:[3-7]: rivya\\..*"));
  }

  @Test
  void reportsAFlowFileThatCannotBeRead() throws IOException {
    Path file = folder.resolve("routes/posters.camel.yaml");
    Files.createSymbolicLink(file, folder.resolve("nowhere"));
    assertThat(house.mistakes())
        .singleElement()
        .asString()
        .startsWith("routes/posters.camel.yaml: The file cannot be read: it is not there, or it is")
        .endsWith("Correct this, or remove the file.");

    Files.delete(file);
    house.flow("posters", OFF.formatted("posters", "false"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user reads everything");
    assertThat(house.mistakes())
        .singleElement()
        .asString()
        .contains("may not read it. Correct this");
  }

  @Test
  void reportsNamesThatAreGivenTwice() throws IOException {
    String flow =
        """
        - route:
            id: %1$s
            from:
              uri: direct:%2$s
              steps:
                - filter:
                    id: %1$s-filter
                    expression: { simple: { expression: "${body} != ''" } }
                    steps:
                      - log: { id: "%3$s", message: a }
                - to: { uri: "file:x", parameters: { id: "%3$s" } }
                - log: { id: "%3$s", message: b }
        """;
    house
        .config("rivya: { accounts: { studio: { api-key: rvya_sk_test } } }")
        .flow("banners", flow.formatted("banners", "ask-balance", "upload-file"))
        .flow("posters", flow.formatted("posters", "shared", "posters-log"))
        .flow("tiles", flow.formatted("tiles", "shared?block=false", "tiles-{{x:log}}"));

    assertThat(house.mistakes())
        .filteredOn(line -> line.contains(" is taken by ") || line.contains(" too. "))
        .hasSize(6)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "routes/banners.*:4: A route at .*camel/ask-balance.*:6 begins with"
                            + " direct:ask-balance too. .* begins with banners-."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "routes/banners.*:10: The step id upload-file is taken by"
                            + " .*camel/upload-references.* Give it .*"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("posters.camel.yaml:12: The step id posters-log is taken by")
                    .contains("posters.camel.yaml:10."))
        .anySatisfy(line -> assertThat(line).contains("begins with direct:shared too."))
        .anySatisfy(line -> assertThat(line).contains("The step id tiles-log is taken by"));
  }

  @Test
  void stopsWhatWouldPayWithoutEndAndOnlyWarnsOfWhatLeaks() throws IOException {
    String flow =
        """
        - route:
            id: posters
            from:
              uri: kamelet:folder-drop-source
              parameters: { directory: data/in }
              steps:
                - log: { message: "${env:HOME} rvya_sk_0123456789" }
                - to:
                    uri: kamelet:rivya-generation-sink
                    parameters: { flow: posters, account: studio, model: z-image }
        - route:
            id: posters-results
            from:
              uri: kamelet:rivya-result-source
              parameters: { flow: posters, sink: folder }
              steps:
                - to:
                    uri: kamelet:folder-result-sink
                    parameters: { directory: %s }
        """;
    house.config("rivya: { accounts: { studio: { api-key: rvya_sk_test } } }");

    assertThat(house.flow("posters", flow.formatted("data/out")).mistakes()).isEmpty();
    assertThat(house.findings()).extracting(Finding::rule).containsExactly(Rule.SCOPE, Rule.SECRET);
    assertThat(house.flow("posters", flow.formatted("data/in/out")).mistakes())
        .singleElement()
        .asString()
        .contains("each result would be a brief again, and be paid for without end");
  }
}
