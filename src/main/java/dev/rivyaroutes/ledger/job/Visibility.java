package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Sql;
import java.util.Set;

/**
 * What a caller may see. Every list, figure and order of a caller is narrowed by it, in the
 * statement that reads the rows.
 *
 * @param flows the flows of which it sees something; null for all flows
 * @param submitter who sees only the jobs that it submitted over HTTP itself; null for the jobs of
 *     everybody
 */
public record Visibility(Set<String> flows, String submitter) {

  /** For the program itself, and for callers of all flows. */
  public static final Visibility ALL = new Visibility(null, null);

  public static final Visibility NONE = new Visibility(Set.of(), null);

  /** The kind of source of a job that a caller submitted itself. */
  public static final String HTTP = "http";

  public Visibility {
    flows = flows == null ? null : Set.copyOf(flows);
  }

  public boolean isAll() {
    return flows == null && submitter == null;
  }

  public boolean isOfAllFlows() {
    return flows == null;
  }

  public boolean includes(String flow) {
    return flows == null || flows.contains(flow);
  }

  /**
   * Whether it includes a job.
   *
   * @param source the kind of source of the job
   * @param caller who submitted its brief
   */
  public boolean includes(String flow, String source, String caller) {
    return includes(flow) && (submitter == null || HTTP.equals(source) && submitter.equals(caller));
  }

  /** The end of a condition on rows with a column {@code flow}. */
  public Sql onFlow() {
    return flows == null ? Sql.of("") : Sql.of(" and flow = any(?)", JobRows.array(flows));
  }

  /** The end of a condition on rows of jobs. */
  public Sql onJob() {
    return submitter == null
        ? onFlow()
        : onFlow().and(Sql.of(" and source = '" + HTTP + "' and caller = ?", submitter));
  }
}
