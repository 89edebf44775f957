package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.search.SearchTerms.Term;
import dev.rivyaroutes.ledger.search.SearchTerms.WrongTerm;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the terms of a search may be followed by, and what it means. */
final class TermValues {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})(m|h|d)");
  private static final Pattern COST = Pattern.compile("(>=|<=|>|<|)(\\d{1,9}(?:\\.\\d{1,4})?)");

  /** The times that ids have begin in 1970 and end in the year 10889. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static final BigDecimal SMALLEST = new BigDecimal("0.0001");
  private static final List<String> DELIVERIES =
      Stream.of(DeliveryState.values()).map(DeliveryState::column).toList();

  private TermValues() {}

  static void check(Term term, String value) {
    switch (term) {
      case STATE ->
          require(
              JobSearch.isStatus(value),
              term,
              "queued, processing, succeeded or failed, or a state such as parked");
      case DELIVERIES -> require(DELIVERIES.contains(value), term, "pending, delivered or dead");
      case SINCE -> since(value, Instant.EPOCH);
      case COST -> require(COST.matcher(value).matches(), term, "credits, such as 5, >5 or <=0.5");
      default -> require(!value.isBlank(), term, "a value, such as " + term.word() + ":abc");
    }
  }

  private static void require(boolean valid, Term term, String rule) {
    if (!valid) {
      throw new WrongTerm(term, rule);
    }
  }

  /** The limits by the values of since and cost; null for none. */
  static JobSearch.Range range(String since, String cost, Instant now) {
    Instant from = since == null ? null : since(since, now);
    Matcher limit = COST.matcher(cost == null ? "" : cost);
    if (!limit.matches()) {
      return new JobSearch.Range(from, null, null);
    }
    BigDecimal credits = new BigDecimal(limit.group(2));
    return switch (limit.group(1)) {
      case ">=" -> new JobSearch.Range(from, credits, null);
      case ">" -> new JobSearch.Range(from, credits.add(SMALLEST), null);
      case "<=" -> new JobSearch.Range(from, null, credits);
      case "<" -> new JobSearch.Range(from, null, credits.subtract(SMALLEST));
      default -> new JobSearch.Range(from, credits, credits);
    };
  }

  /** A time span before now, a day, or a moment. */
  static Instant since(String value, Instant now) {
    Matcher span = SPAN.matcher(value);
    if (span.matches()) {
      int number = Integer.parseInt(span.group(1));
      return now.minus(
          switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    return moment(value)
        .filter(at -> !at.isBefore(Instant.EPOCH) && at.isBefore(LAST))
        .orElseThrow(
            () ->
                new WrongTerm(
                    Term.SINCE,
                    "a time span such as 30m, 24h or 7d, a day such as 2026-11-27, or a moment"));
  }

  private static Optional<Instant> moment(String value) {
    try {
      return Optional.of(
          value.contains("T")
              ? Instant.parse(value)
              : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
