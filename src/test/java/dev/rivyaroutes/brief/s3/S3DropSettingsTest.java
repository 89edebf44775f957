package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3DropSettingsTest {
  private final S3DropSettings settings = new S3DropSettings();

  S3DropSettingsTest() {
    settings.setBucket("photos");
  }

  @Test
  void ignoresWhatItMovedItself() {
    settings.setAfter("MOVE");
    settings.setTarget("/archive");
    assertThat(reads("archive/a.txt")).isFalse();
    assertThat(reads("quarantine/a.txt")).isFalse();
    assertThat(reads("archived/a.txt")).isTrue();
  }

  @Test
  void readsEveryFolderWhereNothingIsMoved() {
    assertThat(reads("done/a.txt")).isTrue();
    assertThat(reads("quarantine/a.txt")).isTrue();
  }

  @Test
  void ignoresFolderMarkers() {
    assertThat(reads("in/")).isFalse();
    assertThat(settings.accepts(new S3Object("b", "in_$folder$", "e", 0, Instant.EPOCH))).isFalse();
    assertThat(settings.accepts(new S3Object("b", "in/empty.txt", "e", 0, Instant.EPOCH))).isTrue();
  }

  @Test
  void refusesATargetThatContainsTheListedPrefix() {
    settings.setAfter("move");
    settings.setPrefix("in/photos/");
    settings.setTarget("in");
    assertThatThrownBy(settings::check)
        .hasMessageContaining("target: \"in/\", which contains the prefix \"in/photos/\" itself");
    settings.setTarget("in/photos/done");
    assertThatCode(settings::check).doesNotThrowAnyException();
    settings.setQuarantine("");
    assertThatThrownBy(settings::check).hasMessageContaining("quarantine: \"\"");
  }

  @Test
  void refusesATimerThatWouldRingOnce() {
    assertThatCode(() -> settings.setDelay("1m")).doesNotThrowAnyException();
    for (String wrong : List.of("0", "-1s", "soon")) {
      assertThatThrownBy(() -> settings.setDelay(wrong))
          .hasMessage(
              "s3-drop-source has delay: %s; it must be a time with unit, such as 10s."
                  .formatted(wrong));
    }
  }

  @Test
  void comparesContentWhateverTheQuotes() {
    S3Object object = new S3Object("b", "k", "\"e1\"", 1, Instant.EPOCH);
    assertThat(object.id()).isEqualTo("b/k|e1");
    assertThat(List.of("e1", "\"e1\"", "W/\"e1\"")).allMatch(object::hasETag);
    assertThat(object.hasETag("\"e2\"")).isFalse();
    assertThat(object.hasETag(null)).isFalse();
  }

  @Test
  void refusesToReadWithoutABucket() {
    settings.setBucket(" ");
    assertThatThrownBy(settings::check).hasMessageContaining("has no bucket");
  }

  private boolean reads(String key) {
    return settings.accepts(new S3Object("photos", key, "\"e\"", 1, Instant.EPOCH));
  }
}
