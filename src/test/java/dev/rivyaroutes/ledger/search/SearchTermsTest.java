package dev.rivyaroutes.ledger.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTermsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  private static JobSearch search(String terms) {
    return SearchTerms.parse(terms).search(null, null, 10, NOON);
  }

  @Test
  void readsTermsAndWordsInAnyOrder() {
    JobSearch search =
        search("a red  flow:posters Cause:credit \"two words\" from:\"my mailbox\" state:parked");

    assertThat(search.flow()).isEqualTo("posters");
    assertThat(search.status()).isEqualTo("parked");
    assertThat(search.exact().cause()).isEqualTo("credit");
    assertThat(search.exact().caller()).isEqualTo("my mailbox");
    assertThat(search.text()).isEqualTo("a red two words");
  }

  @Test
  void takesWhatHasNoKnownNameForWords() {
    assertThat(search("s3://drops/a.json 12:30").text()).isEqualTo("s3://drops/a.json 12:30");
    assertThat(search(":flow").text()).isEqualTo(":flow");
    assertThat(search("  ").text()).isNull();
    assertThat(search(null)).isEqualTo(new JobSearch(null, null, null, null, null, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "30m, 2026-11-27T11:30:00Z",
    "24h, 2026-11-26T12:00:00Z",
    "7d, 2026-11-20T12:00:00Z",
    "2026-11-01, 2026-11-01T00:00:00Z",
    "2026-11-01T08:00:00Z, 2026-11-01T08:00:00Z",
  })
  void readsSinceWhen(String value, Instant since) {
    assertThat(search("since:" + value).range().since()).isEqualTo(since);
  }

  @Test
  void readsLimitsOfCredits() {
    assertThat(search("cost:>5").range().least()).isEqualByComparingTo("5.0001");
    assertThat(search("cost:<0.5").range().most()).isEqualByComparingTo("0.4999");
    JobSearch.Range exact = search("cost:5").range();
    assertThat(exact)
        .isEqualTo(new JobSearch.Range(null, BigDecimal.valueOf(5), BigDecimal.valueOf(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "state:asleep, state: must be followed by queued",
    "since:soon, since: must be followed by a time span such as 30m",
    "since:2026-13-01, since: must be followed by a time span",
    "since:-1h, since: must be followed by a time span",
    "since:+999999999-12-31, since: must be followed by a time span",
    "since:-999999999-01-01, since: must be followed by a time span",
    "since:1969-12-31T23:59:59Z, since: must be followed by a time span",
    "cost:>abc, 'cost: must be followed by credits, such as 5'",
    "cost:>=-1, 'cost: must be followed by credits, such as 5'",
    "cost:cheap, 'cost: must be followed by credits, such as 5'",
    "deliveries:late, 'deliveries: must be followed by pending, delivered or dead'",
    "'flow:\"\"', flow: must be followed by a value",
  })
  void saysWhatATermMayBe(String terms, String message) {
    assertThatThrownBy(() -> SearchTerms.parse(terms))
        .isInstanceOf(SearchTerms.WrongTerm.class)
        .hasMessageContaining(message);
  }

  @Test
  void knowsWhichSearchesAnIndexServes() {
    assertThat(SearchTerms.parse("flow:a state:failed since:1h from:erp").scans()).isFalse();
    assertThat(SearchTerms.parse("deliveries:dead sink:folder").scans()).isFalse();
    assertThat(SearchTerms.parse("01M8EKMS0TSHF4393J8ECNG6QS").scans()).isFalse();
    assertThat(SearchTerms.parse("word").scans()).isTrue();
    assertThat(SearchTerms.parse("deliveries:delivered").scans()).isTrue();
    assertThat(SearchTerms.parse("flow:a cause:credit").scans()).isTrue();
  }
}
