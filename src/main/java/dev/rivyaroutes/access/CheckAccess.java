package dev.rivyaroutes.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Stops the start on an access configuration that is not what somebody meant. */
final class CheckAccess {
  private static final int SHORTEST_TOKEN = 16;
  private static final int FEWEST_CHARACTERS = 6;
  private static final Pattern REPEATED = Pattern.compile("(.{1,7}?)\\1+");
  private static final String RANDOM = "such as the output of: openssl rand -hex 32";
  private static final String ENCODE =
      "write {bcrypt} and the output of: htpasswd -nbBC 10 user password | cut -d: -f2";

  private final PasswordEncoder encoder;
  private final Set<String> names = new HashSet<>();
  private final Set<String> tokens = new HashSet<>();

  CheckAccess(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * @throws IllegalStateException with the key and the remedy; never with a token or a password
   */
  void check(AccessProperties access) {
    List<String> problems = problems(access);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.get(0));
    }
  }

  /** Every mistake, each with the key and the remedy; never with a token or a password. */
  List<String> problems(AccessProperties access) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < access.tokens().size(); i++) {
      AccessProperties.Token token = access.tokens().get(i);
      String key = AccessProperties.PREFIX + ".tokens[" + i + "]";
      collect(problems, () -> checkCaller(key, token.name(), token.role(), token.flows()));
      collect(problems, () -> checkToken(key + ".token", token.token()));
    }
    for (int i = 0; i < access.users().size(); i++) {
      AccessProperties.User user = access.users().get(i);
      String key = AccessProperties.PREFIX + ".users[" + i + "]";
      collect(problems, () -> checkCaller(key, user.name(), user.role(), user.flows()));
      collect(problems, () -> checkPassword(key + ".password", user.name(), user.password()));
    }
    for (int i = 0; i < access.oidc().groups().size(); i++) {
      AccessProperties.Group group = access.oidc().groups().get(i);
      String key = AccessProperties.PREFIX + ".oidc.groups[" + i + "]";
      collect(problems, () -> checkGroup(key, group));
    }
    return problems;
  }

  private static void collect(List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (IllegalStateException e) {
      problems.add(e.getMessage());
    }
  }

  private void checkCaller(String key, String name, String role, List<String> flows) {
    if (name == null || name.isBlank()) {
      throw wrong(key + ".name is empty; give each caller a name, which audits show");
    }
    if (name.startsWith(MapOidcGroups.PREFIX)) {
      throw wrong(
          "%s.name begins with %s, as only callers of the OpenID provider do; take another"
              .formatted(key, MapOidcGroups.PREFIX));
    }
    if (!names.add(name)) {
      throw wrong(key + ".name is " + name + " a second time; give each caller a name of its own");
    }
    checkRole(key, role, flows);
  }

  private static void checkGroup(String key, AccessProperties.Group group) {
    if (group.group() == null || group.group().isBlank()) {
      throw wrong(key + ".group is empty; set it to the name of a group at the provider");
    }
    checkRole(key, group.role(), group.flows());
  }

  private static void checkRole(String key, String role, List<String> flows) {
    if (!Role.isKnown(role)) {
      throw wrong(key + ".role is " + role + "; it must be submitter, viewer or operator");
    }
    if (flows == null ? Role.of(role) == Role.SUBMITTER : flows.isEmpty()) {
      throw wrong(key + ".flows is empty; list the flows that the role is for, or write * for all");
    }
    if (flows != null && flows.size() > 1 && flows.contains(Role.ALL_FLOWS)) {
      throw wrong(key + ".flows has * beside other flows; leave one of both out");
    }
  }

  private void checkToken(String key, String token) {
    if (token == null || token.isBlank()) {
      throw wrong(key + " is empty; set it, or remove the whole entry");
    }
    if (token.length() < SHORTEST_TOKEN) {
      throw wrong(
          "%s has %s characters; it must have at least %s, %s"
              .formatted(key, token.length(), SHORTEST_TOKEN, RANDOM));
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw wrong(key + " holds spaces or characters beyond ASCII, which no header carries");
    }
    if (token.chars().distinct().count() < FEWEST_CHARACTERS || REPEATED.matcher(token).matches()) {
      throw wrong(key + " is easy to guess: its characters repeat; take a random one, " + RANDOM);
    }
    if (!tokens.add(token)) {
      throw wrong(key + " is another caller's token; give each caller one of its own");
    }
  }

  private void checkPassword(String key, String name, String password) {
    if (password == null || password.isBlank()) {
      throw wrong(key + " is empty; set it, or remove the whole entry");
    }
    if (!password.startsWith("{")) {
      throw wrong(key + " does not begin with its encoding; " + ENCODE);
    }
    boolean guessed;
    try {
      guessed = encoder.matches("", password) || (name != null && encoder.matches(name, password));
    } catch (RuntimeException | LinkageError e) {
      throw wrong(
          "%s has an encoding that cannot be used, or is too weak; take {bcrypt} or {pbkdf2@SpringSecurity_v5_8}"
              .formatted(key));
    }
    if (guessed) {
      throw wrong(key + " is the hash of an empty password or of the name itself; take another");
    }
  }

  private static IllegalStateException wrong(String sentence) {
    return new IllegalStateException(sentence + ".");
  }
}
