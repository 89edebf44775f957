package dev.rivyaroutes.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Resolves hosts of untrusted URLs, and refuses those with an address in a private network, of this
 * machine, or of a cloud's metadata service. An HTTP client with this resolver connects only to the
 * checked addresses, so that a second lookup cannot differ (DNS rebinding). A host with one refused
 * address is refused. It protects direct connections only; behind a proxy, the proxy must do this.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 special</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 special</a>
 */
public final class PublicAddresses implements DnsResolver {

  /** Resolves a host, as {@link InetAddress#getAllByName}. */
  @FunctionalInterface
  public interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private static final List<IpAddressMatcher> REFUSED_V4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8",
          "100.64.0.0/10", // carriers' shared space
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's machine agent
          "169.254.0.0/16", // link-local, and the clouds' metadata
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24", // documentation
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** Refused blocks of global unicast; everything else that is not global unicast is refused. */
  private static final List<IpAddressMatcher> REFUSED_V6 =
      blocks(
          "2001::/23", // Teredo, benchmarks, overlays
          "2001:db8::/32", // documentation
          "3fff::/20");

  private static final List<IpAddressMatcher> GLOBAL_UNICAST = blocks("2000::/3");
  private static final List<IpAddressMatcher> NAT64 = blocks("64:ff9b::/96");
  private static final List<IpAddressMatcher> SIX_TO_FOUR = blocks("2002::/16");

  private static final Pattern NUMBER = Pattern.compile("(?i)[0-9]+|0x[0-9a-f]*");
  private static final String PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern DOTTED = Pattern.compile("(?:" + PART + "\\.){3}" + PART);

  private final Lookup lookup;

  public PublicAddresses() {
    this(InetAddress::getAllByName);
  }

  public PublicAddresses(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * @return all addresses of the host, every one of them public
   * @throws AddressRefused when one of them is not
   * @throws UnknownHostException when the host has none
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (isOddNumber(host)) {
      throw new AddressRefused(
          "%s is neither a host name nor an address in the usual form (four numbers from 0 to 255 without leading zeros)"
              .formatted(host));
    }
    InetAddress[] addresses = lookup.all(host);
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        throw new AddressRefused(
            "%s resolves to %s, which is not a public address"
                .formatted(host, address.getHostAddress()));
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /**
   * Whether a host is an address in an ambiguous form: {@code 0177.0.0.1} is 127.0.0.1 for some
   * programs and 177.0.0.1 for others. By the WHATWG URL standard, a host whose last part is a
   * number is an address.
   */
  public static boolean isOddNumber(String host) {
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = plain.substring(plain.lastIndexOf('.') + 1);
    return host.indexOf(':') < 0
        && NUMBER.matcher(last).matches()
        && !DOTTED.matcher(host).matches();
  }

  /** Whether an address belongs to the public internet. */
  public static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return !isIn(REFUSED_V4, address);
    }
    if (isIn(NAT64, address)) {
      return isPublic(v4(address.getAddress(), 12));
    }
    if (isIn(SIX_TO_FOUR, address)) {
      return isPublic(v4(address.getAddress(), 2));
    }
    return isIn(GLOBAL_UNICAST, address) && !isIn(REFUSED_V6, address);
  }

  private static boolean isIn(List<IpAddressMatcher> blocks, InetAddress address) {
    String withoutZone = address.getHostAddress().replaceFirst("%.*", "");
    return blocks.stream().anyMatch(block -> block.matches(withoutZone));
  }

  private static InetAddress v4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are always an address.", e);
    }
  }

  private static List<IpAddressMatcher> blocks(String... texts) {
    return Arrays.stream(texts).map(IpAddressMatcher::new).toList();
  }
}
