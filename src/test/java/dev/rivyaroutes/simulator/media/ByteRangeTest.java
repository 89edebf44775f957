package dev.rivyaroutes.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({"bytes=0-0,0,1", "bytes=3-,3,7", "bytes=-4,6,4", "bytes=-99,0,10", "bytes=8-99,8,2"})
  void findsThePart(String header, long from, long length) {
    assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(from, length, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=-", "bytes=5-4", "lines=1-2", "bytes=1-2,4-5", "bytes=x-2"})
  void passesOverWhatItCannotRead(String header) {
    assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(0, 10, true));
  }

  @Test
  void findsNothingOutsideOfTheFile() {
    assertThat(ByteRange.of("bytes=10-", 10)).isNull();
    assertThat(ByteRange.of("bytes=-0", 10)).isNull();
    assertThat(ByteRange.of(null, 10).whole()).isTrue();
  }
}
