package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.testing.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks one code block of a page by what its info string says that it is. */
final class CheckBlock {

  private static final Pattern CALL = Pattern.compile("(?m)^\\| `(?:GET|POST) (/[^`?]*)");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<!(?:smtp|imap)://)localhost:\\d+([^'\"? \\n]*)");
  private static final Pattern FLOW = Pattern.compile("flow: ([a-z-]+)");

  private static final Path SHIPPED = Path.of("config/application.yaml");
  private static final String DEMO_ACCOUNT = "---\nrivya: { accounts: { demo: { rate: 1/s } } }\n";

  private static final String EMPTY_FLOW =
      """
      - route:
          id: listing-photos
          from:
            uri: direct:listing-photos
            steps:
              - stop: {}
      """;

  private static final String ROUTE_AROUND_STEPS =
      """
      - route:
          id: catalog
          from:
            uri: kamelet:folder-drop-source
            parameters: { directory: data/in }
            steps:
      """;

  private static final Set<String> BRIEF_FIELDS =
      Set.of(
          "prompt",
          "params",
          "references",
          "model",
          "client_request_id",
          "message",
          "conversation",
          "enable_web_search",
          "reasoning_effort");

  /** The commands that pages use. */
  private static final Set<String> COMMANDS =
      Set.of(
          "mvn",
          "mkdir",
          "export",
          "java",
          "curl",
          "echo",
          "tar",
          "systemctl",
          "journalctl",
          "pg_dump",
          "JOB=",
          "BULK=");

  private final Path folder;
  private final Document page;

  CheckBlock(Path folder, Document page) {
    this.folder = folder;
    this.page = page;
  }

  void check(Document.Block block) throws IOException, InterruptedException {
    String text = block.text();
    switch (block.info()) {
      case "yaml flow" -> flow(text);
      case "yaml test" -> tests(text);
      case "yaml steps" -> flow(ROUTE_AROUND_STEPS + text.indent(8));
      case "yaml config" ->
          assertThat(house().config(text).flow("listing-photos", EMPTY_FLOW).mistakes()).isEmpty();
      case "yaml prometheus" -> assertThat(YamlTree.read(block.toString(), text)).isPresent();
      case "json" -> json(text);
      case "json brief" ->
          json(text).fieldNames().forEachRemaining(name -> assertThat(name).isIn(BRIEF_FIELDS));
      case "csv" ->
          assertThat(Arrays.stream(text.lines().findFirst().orElseThrow().split(",")))
              .allMatch(name -> BRIEF_FIELDS.contains(name) || name.startsWith("params."));
      case "sh" -> shell(text);
      // Integration tests run these, or they belong to other programs.
      case "sql", "python", "ini", "nginx", "mermaid", "text" -> assertThat(text).isNotBlank();
      default -> throw new AssertionError("the info string says nothing about the test: " + block);
    }
  }

  private CheckedHouse house() throws IOException {
    return new CheckedHouse(folder)
        .with("RIVYA_WEBHOOK_SECRETS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .with("RIVYA_CALLBACK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .with("ORDERS_MAIL_PASSWORD", "password-of-the-mailbox")
        .with("SHOP_DATABASE_PASSWORD", "password-of-the-database")
        .with("ORDERS_MAIL_SECRET", "secret-of-the-application")
        .with("ORDERS_MAIL_REFRESH_TOKEN", "refresh-token-of-the-user")
        .with("RIVYA_DB_PASSWORD", "choose-one")
        .with("RIVYA_S3_ACCESS_KEY", "rivya")
        .with("RIVYA_S3_SECRET_KEY", "choose-one")
        .with("ERP_TOKEN", "0123456789abcdef0123456789abcdef")
        .with(
            "OPS_PASSWORD", "{bcrypt}$2a$10$abcdefghijklmnopqrstuuPJb9Hg8D6rVb1uKpJpOlwM7SoHPmHEy")
        .with("RIVYA_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
  }

  /** The tests of the flow of the page; an integration test runs them. */
  private void tests(String text) throws IOException {
    Files.writeString(folder.resolve("posters.camel.yaml"), page.blocks("yaml flow").get(0).text());
    Path file = Files.writeString(folder.resolve("posters.test.yaml"), text);
    ReadTestFiles read = new ReadTestFiles();
    read.read(file);
    assertThat(read.findings()).isEmpty();
    assertThat(read.files()).hasSize(1);
  }

  /** The flow with the shipped configuration and what its page adds to that. */
  private void flow(String text) throws IOException {
    Matcher name = FLOW.matcher(text);
    assertThat(name.find()).as("names a flow").isTrue();
    String config =
        page.blocks("yaml config").stream()
            .map(block -> "---\n" + block.text())
            .collect(Collectors.joining("", Files.readString(SHIPPED) + DEMO_ACCOUNT, ""));
    assertThat(house().config(config).flow(name.group(1), text).mistakes()).isEmpty();
  }

  /** The addresses in the table of all calls, as regular expressions, and those of the health. */
  private static List<String> calls() {
    try {
      return Stream.concat(
              CALL.matcher(Document.page("http-api").text())
                  .results()
                  .map(call -> call.group(1).replaceAll("\\{[^}]+}", "[^/]+")),
              Stream.of("/actuator/(health(/liveness|/readiness)?|prometheus)"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static void shell(String text) throws IOException, InterruptedException {
    List<String> unknown =
        text.lines()
            .map(line -> line.replaceFirst("^(JOB=|BULK=|\\S+).*", "$1"))
            .filter(command -> !COMMANDS.contains(command))
            .toList();
    assertThat(unknown).as("commands that no test knows").isEmpty();
    assertThat(ADDRESS.matcher(text).results().map(address -> address.group(1)))
        .as("addresses of calls")
        .allMatch(address -> calls().stream().anyMatch(address::matches));
    Process bash = new ProcessBuilder("bash", "-n", "-c", text).redirectErrorStream(true).start();
    String says = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(says).isZero();
  }
}
