package dev.rivyaroutes.connection.database;

import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named database, {@code rivya.database.<name>}. Its text shows no secrets.
 *
 * @param url The JDBC address of the database, such as {@code
 *     jdbc:postgresql://db.example.com/shop}. The driver of PostgreSQL is included; those of other
 *     databases are jars in {@code lib/}.
 * @param username The name to log in with.
 * @param password The password of the user.
 * @param poolSize The maximum number of connections of this program to the database.
 * @param connectTimeout The maximum wait for a connection.
 * @param timeout The maximum wait for the end of a statement.
 */
public record DatabaseConnectionProperties(
    @DefaultValue("") String url,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("4") int poolSize,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration timeout) {

  private static final Pattern SECRET =
      Pattern.compile("(?i)[?&;:](password|pwd|user|username|sslpassword)=|//[^/?@]*:[^/?@]*@");

  /** The part of an address that names a server and a database. */
  private static final Pattern PLACE = Pattern.compile("jdbc:[^?;]*");

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check(String key) {
    Require.that(
        !SECRET.matcher(url).find(),
        "%s.url has a user or a password; move them to %s.username and %s.password."
            .formatted(key, key, key));
    Require.that(
        url.startsWith("jdbc:"),
        "%s.url is \"%s\"; it must be a JDBC address such as jdbc:postgresql://db.example.com/shop."
            .formatted(key, url));
    Require.atLeast(key + ".pool-size", poolSize, 1);
    Require.atLeast(key + ".connect-timeout", connectTimeout, "250ms");
    Require.atLeast(key + ".timeout", timeout, "1s");
  }

  boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  /** Without the secrets, which the options of an address may be too. */
  @Override
  public String toString() {
    Matcher place = PLACE.matcher(url);
    return "%s, user %s, password %s, %d connections"
        .formatted(
            place.find() ? place.group() : "no address",
            username.isBlank() ? "not set" : username,
            password.isEmpty() ? "not set" : "set",
            poolSize);
  }
}
