package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobSearch;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who calls.
 *
 * @param name the name in the configuration
 * @param flows the flows of which the caller may read its own jobs; null for all jobs of all
 * @param author the caller as the audit names it
 */
public record Caller(String name, Set<String> flows, Author author) {

  /** The authority of a submitter for a flow is this and the flow's name. */
  static final String FLOW = "FLOW_";

  private static final int MAX_REASON = 500;
  private static final Set<String> READERS = Set.of("ROLE_OPERATOR", "ROLE_VIEWER");

  public static Caller of(Principal principal) {
    if (!(principal instanceof Authentication authentication)) {
      return new Caller("nobody", Set.of(), new Author("nobody", null, null));
    }
    Set<String> granted =
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet());
    if (granted.stream().anyMatch(READERS::contains)) {
      return new Caller(authentication.getName(), null, DescribeAuthor.of(authentication));
    }
    return new Caller(
        authentication.getName(),
        granted.stream()
            .filter(authority -> authority.startsWith(FLOW))
            .map(authority -> authority.substring(FLOW.length()))
            .collect(Collectors.toSet()),
        DescribeAuthor.of(authentication));
  }

  /**
   * Whether the caller may read a job. Of one from before its caller was kept, all submitters of
   * its flow may.
   */
  public boolean mayRead(FindJobs.Owner job) {
    boolean own = job.source().equals("http") && job.caller().equals(name);
    return flows == null || flows.contains(job.flow()) && (own || job.source().isEmpty());
  }

  /** What a search by the caller is limited to; null for nothing. */
  public JobSearch.Submitter submitter() {
    return flows == null ? null : new JobSearch.Submitter(name, flows);
  }

  /**
   * An order of the caller.
   *
   * @param reason the reason in the caller's words; may be empty
   */
  public Order order(String reason) {
    String why = reason.strip();
    if (why.length() > MAX_REASON) {
      throw Problem.of(
          400,
          "invalid-order",
          "The reason is longer than " + MAX_REASON + " characters; make it shorter.");
    }
    return new Order(author, why.isEmpty() ? null : why);
  }
}
