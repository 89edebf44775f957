package dev.rivyaroutes.ledger.search;

import static dev.rivyaroutes.ledger.search.IndexedConditions.add;

import java.util.Locale;
import java.util.Map;

/** The conditions of a search that no index serves: jobs are read one by one. */
final class ScannedConditions {

  private static final String CREDITS = "coalesce(final_credits, estimated_credits)";

  private static final String WORDS =
      " and (task_id = :words or lower(source_name) like :part escape '!'"
          + " or lower(caller) like :part escape '!' or exists (select 1 from job_content c"
          + " where c.job_id = job.id and (c.source_id = :words"
          + " or lower(c.client_request_id) like :part escape '!'"
          + " or lower(c.prompt) like :part escape '!')))";

  private ScannedConditions() {}

  static String of(JobSearch search, Map<String, Object> values) {
    StringBuilder all = new StringBuilder();
    JobSearch.ExactMatch exactly = search.exact();
    add(all, values, "name", exactly.name(), " and source_name = :name");
    add(
        all,
        values,
        "conversation",
        exactly.conversation(),
        " and exists (select 1 from job_content c where c.job_id = job.id"
            + " and c.conversation_name = :conversation)");
    if (exactly.deliveries() != null && !IndexedConditions.isFewDeliveries(search)) {
      all.append(IndexedConditions.deliveries(search, values));
    }
    add(all, values, "account", exactly.account(), " and account = :account");
    add(all, values, "model", exactly.model(), " and model = :model");
    add(all, values, "cause", exactly.cause(), " and (code = :cause or trouble = :cause)");
    JobSearch.Range range = search.range();
    add(all, values, "least", range.least(), " and " + CREDITS + " >= :least");
    add(all, values, "most", range.most(), " and " + CREDITS + " <= :most");
    if (search.text() != null && !IndexedConditions.isId(search.text())) {
      all.append(WORDS);
      values.put("words", search.text());
      values.put("part", "%" + escaped(search.text().toLowerCase(Locale.ROOT)) + "%");
    }
    return all.toString();
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
