package dev.rivyaroutes.delivery.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;

/** Reads mail addresses. */
final class MailAddresses {

  /** The longest address of RFC 5321. */
  private static final int LONGEST = 254;

  private MailAddresses() {}

  /**
   * One address without a name. A domain with letters of other scripts gets its ASCII form.
   *
   * @throws AddressException when it is no address to which a mail can be sent, with the reason
   */
  static InternetAddress parse(String text) throws AddressException {
    String address = text.strip();
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      throw new AddressException("it has no part on each side of an @");
    }
    String local = address.substring(0, at);
    if (!local.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new AddressException("the part before its @ has characters other than ASCII");
    }
    String ascii = local + "@" + domain(address.substring(at + 1));
    if (ascii.length() > LONGEST) {
      throw new AddressException("it has more than " + LONGEST + " characters");
    }
    try {
      InternetAddress parsed = new InternetAddress(ascii, true);
      if (ascii.equals(parsed.getAddress()) && parsed.getPersonal() == null && !parsed.isGroup()) {
        return parsed;
      }
    } catch (AddressException e) {
      // Its message may quote the address, so the reason below is given instead.
    }
    throw new AddressException("it is not of the form name@example.com");
  }

  /**
   * The addresses of a parameter, separated by commas.
   *
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  static List<InternetAddress> list(String parameter, String text) {
    List<InternetAddress> addresses = new ArrayList<>();
    for (String one : text.split(",")) {
      if (!one.isBlank()) {
        addresses.add(configured(parameter, one.strip()));
      }
    }
    return List.copyOf(addresses);
  }

  private static InternetAddress configured(String parameter, String address) {
    try {
      return parse(address);
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "mail-result-sink has %s: \"%s\", which is not a mail address: %s. Write addresses such as team@example.com, separated by commas."
              .formatted(parameter, address, e.getMessage()));
    }
  }

  private static String domain(String text) throws AddressException {
    try {
      return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw new AddressException("the part after its @ is not a domain");
    }
  }
}
