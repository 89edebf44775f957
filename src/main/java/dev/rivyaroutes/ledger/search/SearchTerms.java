package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A search as people write it: terms such as {@code flow:posters state:failed since:24h cost:>5},
 * and words. A value with spaces stands in double quotes. What has no known name before its colon
 * is a word, so that addresses can be searched for. Of a term given twice, the last one counts.
 */
public final class SearchTerms {
  private static final Pattern TERM =
      Pattern.compile("(?:([a-z]+):)?(?:\"([^\"]*)\"|(\\S+))", Pattern.CASE_INSENSITIVE);

  /** What a term is about; its name is the word before the colon, in lower case. */
  public enum Term {
    FLOW,
    STATE,
    CAUSE,
    ACCOUNT,
    MODEL,
    FROM,
    NAME,
    CONVERSATION,
    DELIVERIES,
    SINK,
    SINCE,
    COST;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Term of(String word) {
      return Stream.of(values())
          .filter(term -> term.word().equalsIgnoreCase(word))
          .findFirst()
          .orElse(null);
    }
  }

  /** A value that a term cannot have; the message says which it may have. */
  public static final class WrongTerm extends IllegalArgumentException {
    private final String rule;

    WrongTerm(Term term, String rule) {
      super("The term " + term.word() + ": must be followed by " + rule + ".");
      this.rule = rule;
    }

    /** What it may be. */
    public String rule() {
      return rule;
    }
  }

  private final Map<Term, String> terms = new EnumMap<>(Term.class);
  private final String words;

  private SearchTerms(String words) {
    this.words = words;
  }

  /**
   * Reads a search; null is an empty one.
   *
   * @throws WrongTerm if a term has a value that it cannot have
   */
  public static SearchTerms parse(String search) {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    List<String> words = new ArrayList<>();
    Matcher part = TERM.matcher(search == null ? "" : search);
    while (part.find()) {
      Term term = Term.of(part.group(1));
      String value = part.group(2) == null ? part.group(3) : part.group(2);
      if (term != null) {
        terms.put(term, value);
      } else {
        words.add(part.group(1) == null ? value : part.group(1) + ":" + value);
      }
    }
    String all = String.join(" ", words).strip();
    SearchTerms read = new SearchTerms(all.isEmpty() ? null : all);
    terms.forEach(read::with);
    return read;
  }

  /**
   * A time span before now such as 24h, a day, or a moment.
   *
   * @throws WrongTerm if it is none of these
   */
  public static Instant since(String value, Instant now) {
    return TermValues.since(value, now);
  }

  /** Sets a term; null leaves it as it is. */
  public SearchTerms with(Term term, String value) {
    if (value != null) {
      TermValues.check(term, value);
      terms.put(term, value);
    }
    return this;
  }

  public String get(Term term) {
    return terms.get(term);
  }

  /** Whether jobs must be read one by one, because no index serves what is searched for. */
  public boolean scans() {
    return !ScannedConditions.of(search(null, null, 1, Clock.systemUTC()), new HashMap<>())
        .isEmpty();
  }

  /**
   * The search in the ledger.
   *
   * @param sees what the caller may see; null for everything
   * @param before only jobs older than this id; null for the newest
   * @param limit the maximum number of jobs
   */
  public JobSearch search(Visibility sees, String before, int limit, Clock clock) {
    return new JobSearch(
        sees,
        get(Term.FLOW),
        get(Term.STATE),
        words,
        new JobSearch.ExactMatch(
            get(Term.FROM),
            get(Term.NAME),
            get(Term.CONVERSATION),
            get(Term.DELIVERIES),
            get(Term.SINK),
            get(Term.ACCOUNT),
            get(Term.MODEL),
            get(Term.CAUSE)),
        TermValues.range(get(Term.SINCE), get(Term.COST), clock.instant()),
        before,
        limit);
  }
}
