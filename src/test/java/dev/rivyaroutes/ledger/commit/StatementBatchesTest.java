package dev.rivyaroutes.ledger.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatementBatchesTest {

  private static List<Sql> write(int n, String texts) {
    return Stream.of(texts.split("")).map(text -> Sql.of(text, n)).toList();
  }

  private static List<String> batches(String... writes) {
    return StatementBatches.batches(
            IntStream.range(0, writes.length).mapToObj(n -> write(n, writes[n])).toList())
        .stream()
        .map(batch -> batch.get(0).text() + batch.size())
        .toList();
  }

  @Test
  void makesOneBatchOfEachTextWhereverAnOrderAllowsIt() {
    assertThat(batches("abc", "abc", "abc")).containsExactly("a3", "b3", "c3");
    assertThat(batches("b", "abc", "ac", "c")).containsExactly("a2", "b2", "c3");
    assertThat(batches("aab", "ab")).containsExactly("a3", "b2");
    assertThat(batches("c", "bc", "abc")).containsExactly("a1", "b2", "c3");
  }

  @Test
  void keepsTheOrderOfEachWriteWhereTheyContradictEachOther() {
    assertThat(batches("ab", "ba", "ab")).containsExactly("a2", "b3", "a1");
    assertThat(batches("aba")).containsExactly("a1", "b1", "a1");
  }

  @Test
  void makesNothingOfNothing() {
    assertThat(StatementBatches.batches(List.of(List.of()))).isEmpty();
  }
}
