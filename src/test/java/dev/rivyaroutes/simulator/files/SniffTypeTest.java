package dev.rivyaroutes.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniffTypeTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "ffd8ffe0, image/jpeg",
        "89504e470d0a1a0a, image/png",
        "52494646000000005745425056503820, image/webp",
        "524946460000000057415645666d7420, audio/wav",
        "52494646000000004156492020202020, none",
        "000000206674797069736f6d00000200, video/mp4",
        "00000014667479707174202000000200, video/quicktime",
        "00000020667479704d34412000000200, audio/mp4",
        "1a45dfa3934282847765626d, video/webm",
        "1a45dfa3934282886d6174726f736b61, video/x-matroska",
        "4f676753, audio/ogg",
        "49443303, audio/mpeg",
        "fffb9064, audio/mpeg",
        "fff15080, audio/aac",
        "fff95080, audio/aac",
        "25504446, none",
        "ff, none",
        "'', none"
      })
  void tellsTheTypeByTheFirstBytes(String hex, String type) {
    assertThat(SniffType.of(HexFormat.of().parseHex(hex))).isEqualTo(type);
  }
}
