package dev.rivyaroutes.access;

import dev.rivyaroutes.http.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Says which role a caller has, and which it needs. */
final class DescribeDenial {

  /**
   * @param caller null for one that is not known
   */
  static Problem of(AccessDeniedException e, Authentication caller) {
    Role role = Role.of(caller);
    String required = required(e);
    if (role == Role.OPERATOR && required.isEmpty()) {
      return Problem.of(404, "not-found", "There is nothing at this address.");
    }
    String name = caller == null ? "nobody" : caller.getName();
    return Problem.of(
            403,
            "not-allowed",
            name + " has " + granted(role, caller) + ", which is not enough here." + required)
        .with("caller", name);
  }

  private static String granted(Role role, Authentication caller) {
    if (role == null) {
      return "no role";
    }
    List<String> flows = flows(caller.getAuthorities());
    return "the role "
        + role.word()
        + (flows.equals(List.of(Role.ALL_FLOWS)) ? "" : " for " + String.join(", ", flows));
  }

  /** Which role would do; nothing where there is nothing. */
  private static String required(AccessDeniedException e) {
    if (!(e instanceof AuthorizationDeniedException denied)
        || !(denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision)) {
      return "";
    }
    List<String> required =
        new ArrayList<>(
            Stream.of(Role.values())
                .filter(
                    role ->
                        decision.getAuthorities().stream()
                            .anyMatch(one -> one.getAuthority().equals(role.authority())))
                .map(Role::word)
                .toList());
    List<String> flows = flows(decision.getAuthorities());
    boolean all = flows.remove(Role.ALL_FLOWS);
    flows.forEach(flow -> required.add("submitter for " + flow));
    return " It needs the role " + String.join(" or ", required) + (all ? " for all flows." : ".");
  }

  private static List<String> flows(Collection<? extends GrantedAuthority> granted) {
    String prefix = Role.forFlow("");
    return granted.stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority.startsWith(prefix))
        .map(authority -> authority.substring(prefix.length()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private DescribeDenial() {}
}
