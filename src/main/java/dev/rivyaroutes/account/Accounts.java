package dev.rivyaroutes.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The configured accounts, and their keys at the moment of a call. */
public final class Accounts {

  private final Map<String, AccountProperties.Account> byName;
  private final Map<String, ApiKey> keys = new TreeMap<>();

  Accounts(AccountProperties properties) {
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
   * @throws IllegalArgumentException naming the accounts that there are
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

  /** The key to send with a call now. Never log it. */
  public String key(String name) {
    get(name);
    return keys.get(name).value();
  }

  /** The first letters of the key, as Rivya shows them too; for people who look for it there. */
  public String visibleKey(String name) {
    return ApiKey.visible(key(name));
  }

  /** Where the account's key is set, as messages name it. */
  public String keyPlace(String name) {
    AccountProperties.Account account = get(name);
    String key = "rivya.accounts." + name + ".api-key";
    return account.apiKeyFile().isBlank() ? key : key + "-file (" + account.apiKeyFile() + ")";
  }

  /** What to do where credits are lacking, and whom to ask; without a full stop. */
  public String addCredits(String name) {
    String contact = get(name).contact();
    return "Add credits at Rivya" + (contact.isBlank() ? "" : ", or ask " + contact);
  }

  /** Tells whether the key has changed, without telling the key. */
  public String keyMark(String name) {
    get(name);
    return keys.get(name).mark();
  }
}
