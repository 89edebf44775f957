package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who calls.
 *
 * @param name the name in the configuration, or at the OpenID provider
 * @param sees what the caller may see; everything that it is shown is read with it
 * @param author the caller as the audit names it
 */
public record Caller(String name, Visibility sees, Author author) {

  /** The authority for a flow is this and the flow's name. */
  public static final String FLOW = "FLOW_";

  /** The authority for all flows. */
  public static final String ALL_FLOWS = FLOW + "*";

  private static final int MAX_REASON = 500;
  private static final Set<String> READERS = Set.of("ROLE_OPERATOR", "ROLE_VIEWER");
  private static final String SUBMITTER = "ROLE_SUBMITTER";

  public static Caller of(Principal principal) {
    if (!(principal instanceof Authentication authentication)) {
      return new Caller("nobody", Visibility.NONE, new Author("nobody", null, null));
    }
    String name = authentication.getName();
    Author author = DescribeAuthor.of(authentication);
    Set<String> granted =
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet());
    Set<String> flows = granted.contains(ALL_FLOWS) ? null : flows(granted);
    if (granted.stream().anyMatch(READERS::contains)) {
      return new Caller(name, new Visibility(flows, null), author);
    }
    return new Caller(
        name, granted.contains(SUBMITTER) ? new Visibility(flows, name) : Visibility.NONE, author);
  }

  private static Set<String> flows(Collection<String> granted) {
    return granted.stream()
        .filter(authority -> authority.startsWith(FLOW))
        .map(authority -> authority.substring(FLOW.length()))
        .collect(Collectors.toSet());
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
    return new Order(author, why.isEmpty() ? null : why, null, sees);
  }
}
