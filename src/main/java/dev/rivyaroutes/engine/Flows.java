package dev.rivyaroutes.engine;

import dev.rivyaroutes.account.Accounts;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The flows that the loaded routes declare. */
@Component
public class Flows {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** A flow's name, and the model and account that its briefs get. */
  public record Flow(String name, String model, String account) {}

  private final Accounts accounts;
  private final Map<String, Flow> byName = new ConcurrentSkipListMap<>();

  Flows(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Declares a flow; a wrong name or account stops the start. */
  void declare(String name, String model, String account) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A flow is named \""
              + name
              + "\"; use letters, digits, dots, - and _, such as listing-photos.");
    }
    try {
      accounts.get(account);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Flow " + name + ": " + e.getMessage(), e);
    }
    byName.put(name, new Flow(name, model, account));
  }

  public Collection<Flow> all() {
    return byName.values();
  }
}
