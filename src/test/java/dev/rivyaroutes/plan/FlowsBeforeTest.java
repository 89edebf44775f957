package dev.rivyaroutes.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.version.FlowVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsBeforeTest {
  private static final String FILE = "- route: { id: %s, from: { uri: 'direct:a' } }\n";

  @TempDir private Path routes;

  @BeforeEach
  void configure() throws IOException {
    for (String flow : List.of("posters", "banners")) {
      Files.writeString(routes.resolve(flow + ".camel.yaml"), FILE.formatted(flow));
    }
    Files.writeString(routes.resolve("posters.test.yaml"), "cases: []\n");
    Files.writeString(routes.resolve("find.sql"), "select 1");
  }

  private static PastLedger ledger(Set<String> running, String... flows) {
    List<FlowVersion> versions =
        List.of(flows).stream()
            .map(
                flow ->
                    new FlowVersion(
                        "V-" + flow,
                        flow,
                        "",
                        FILE.formatted(flow + "-accepted"),
                        Instant.EPOCH,
                        "one",
                        null))
            .toList();
    return new PastLedger(List.of(), versions, running);
  }

  private static String text(FlowsBefore before, String flow) throws IOException {
    return Files.readString(before.folder().byName().get(flow).flow());
  }

  @Test
  void takesTheVersionsOfTheLedgerAndTheFilesOfOtherFlows() throws IOException {
    Path written;
    try (FlowsBefore before =
        FlowsBefore.of(ledger(Set.of(), "posters", "gone"), FlowFolder.read(routes), false)) {
      assertThat(before.folder().byName()).containsOnlyKeys("posters", "banners");
      assertThat(text(before, "posters")).contains("posters-accepted");
      assertThat(text(before, "banners")).doesNotContain("accepted");
      assertThat(before.note().problem())
          .isEqualTo(
              "Compared with the last accepted versions of the ledger (posters V-posters, accepted at"
                  + " 1970-01-01T00:00:00Z), and the files of rivya.routes for banners, of which it"
                  + " has none.");
      written = before.folder().byName().get("posters").flow().getParent();
      assertThat(written.resolve("find.sql")).exists();
      assertThat(written.resolve("posters.test.yaml")).exists();
    }
    assertThat(written).doesNotExist();
  }

  @Test
  void comparesChangesInPlaceWithVersionsAlone() throws IOException {
    FlowFolder changed = FlowFolder.read(routes);
    try (FlowsBefore before =
        FlowsBefore.of(ledger(Set.of("removed"), "posters", "removed", "gone"), changed, true)) {
      assertThat(before.folder().byName()).containsOnlyKeys("posters", "removed");
    }
    assertThatThrownBy(() -> FlowsBefore.of(PastLedger.NONE, changed, true))
        .hasMessageContaining("nothing to compare");
  }

  @Test
  void takesTheFilesOfTheConfigurationWithoutALedger() throws IOException {
    FlowFolder configured = FlowFolder.read(routes);
    try (FlowsBefore before = FlowsBefore.of(PastLedger.NONE, configured, false)) {
      assertThat(before.folder()).isSameAs(configured);
      assertThat(before.note().problem()).isEqualTo("Compared with the files of rivya.routes.");
    }
  }

  @Test
  void knowsWhatIsTheSame() throws IOException {
    Path other = Files.createDirectory(routes.resolve("other"));
    Files.copy(routes.resolve("banners.camel.yaml"), other.resolve("banners.camel.yaml"));
    FlowFolder copy = FlowFolder.read(other);

    assertThat(copy.isSame(FlowFolder.read(routes), Set.of("banners"))).isTrue();
    assertThat(copy.isSame(FlowFolder.read(routes), Set.of("banners", "posters"))).isFalse();
    Files.writeString(other.resolve("banners.camel.yaml"), FILE.formatted("changed"));
    assertThat(copy.isSame(FlowFolder.read(routes), Set.of("banners"))).isFalse();
    Files.copy(
        routes.resolve("banners.camel.yaml"),
        other.resolve("banners.camel.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(other.resolve("find.sql"), "select 2");
    assertThat(copy.isSame(FlowFolder.read(routes), Set.of("banners"))).isFalse();
  }
}
