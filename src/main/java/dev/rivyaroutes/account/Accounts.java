package dev.rivyaroutes.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The configured accounts and their current keys. */
public final class Accounts {

  private final Map<String, AccountProperties.Account> byName;
  private final Map<String, ApiKey> keys = new TreeMap<>();

  public Accounts(AccountProperties properties) {
    this.byName = new TreeMap<>(properties.accounts());
    byName.forEach(
        (name, account) ->
            keys.put(name, new ApiKey(name, account.apiKey(), account.apiKeyFile())));
  }

  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /**
   * The settings of an account.
   *
   * @throws IllegalArgumentException naming the configured accounts, when it is not one of them
   */
  public AccountProperties.Account get(String name) {
    AccountProperties.Account account = byName.get(name);
    if (account == null) {
      throw new IllegalArgumentException(
          "There is no account \""
              + name
              + "\"; "
              + (byName.isEmpty()
                  ? "add it under rivya.accounts in config/application.yaml."
                  : "rivya.accounts has " + String.join(", ", byName.keySet()) + "."));
    }
    return account;
  }

  /** The current key. Never log it. */
  public String key(String name) {
    get(name);
    return keys.get(name).value();
  }

  /** The first letters of the key, as Rivya shows them too, to find it there. */
  public String visibleKey(String name) {
    return ApiKey.visible(key(name));
  }

  /** The configuration key that sets the account's API key, for messages. */
  public String keyPlace(String name) {
    AccountProperties.Account account = get(name);
    String key = "rivya.accounts." + name + ".api-key";
    return account.apiKeyFile().isBlank() ? key : key + "-file (" + account.apiKeyFile() + ")";
  }

  /** What to do about too few credits, and the contact; without a full stop. */
  public String addCredits(String name) {
    String contact = get(name).contact();
    return "Add credits at Rivya" + (contact.isBlank() ? "" : ", or ask " + contact);
  }

  /** Changes with the key, without revealing it. */
  public String keyMark(String name) {
    get(name);
    return keys.get(name).mark();
  }
}
