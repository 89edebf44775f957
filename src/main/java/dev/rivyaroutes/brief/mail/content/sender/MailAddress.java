package dev.rivyaroutes.brief.mail.content.sender;

/**
 * A mail address.
 *
 * @param local the part before the at sign as it is written, with its quotes
 * @param domain the domain in lower case; names of other scripts in their form for DNS ({@code
 *     xn--…})
 */
public record MailAddress(String local, String domain) {
  @Override
  public String toString() {
    return local + "@" + domain;
  }
}
