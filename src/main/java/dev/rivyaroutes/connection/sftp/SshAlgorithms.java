package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.connection.sftp.SftpConnectionProperties.Algorithms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** The algorithms of a connection: the defaults, and after them those that its settings add. */
final class SshAlgorithms {
  private static final String NONE = "none";

  private final String key;
  private final Algorithms more;

  SshAlgorithms(String key, Algorithms more) {
    this.key = key + ".algorithms";
    this.more = more;
  }

  /** A kind of algorithm: its setting, what is negotiated, and what this program knows. */
  private record Kind(String setting, String words, List<String> known) {}

  private static final Kind KEY_EXCHANGE =
      new Kind(
          "key-exchange",
          "key exchange",
          supported(BuiltinDHFactories.VALUES.stream(), BuiltinDHFactories::isSupported));
  private static final Kind HOST_KEY =
      new Kind(
          "host-key",
          "host key",
          supported(BuiltinSignatures.VALUES.stream(), BuiltinSignatures::isSupported));
  private static final Kind CIPHER =
      new Kind(
          "cipher",
          "cipher",
          supported(BuiltinCiphers.VALUES.stream(), BuiltinCiphers::isSupported));
  private static final Kind MAC =
      new Kind(
          "mac",
          "message authentication code",
          supported(BuiltinMacs.VALUES.stream(), BuiltinMacs::isSupported));

  private static final Map<KexProposalOption, Kind> KINDS =
      Map.of(
          KexProposalOption.ALGORITHMS, KEY_EXCHANGE,
          KexProposalOption.SERVERKEYS, HOST_KEY,
          KexProposalOption.C2SENC, CIPHER,
          KexProposalOption.S2CENC, CIPHER,
          KexProposalOption.C2SMAC, MAC,
          KexProposalOption.S2CMAC, MAC);

  private static <T extends NamedResource> List<String> supported(
      Stream<T> all, Predicate<T> isSupported) {
    return all.filter(isSupported)
        .map(NamedResource::getName)
        .filter(name -> !name.equals(NONE))
        .toList();
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy, for an unknown algorithm
   */
  void check() {
    check(KEY_EXCHANGE, more.keyExchange());
    check(HOST_KEY, more.hostKey());
    check(CIPHER, more.cipher());
    check(MAC, more.mac());
  }

  private void check(Kind kind, List<String> names) {
    for (String name : names) {
      Require.that(
          kind.known().contains(name),
          "%s.%s has \"%s\", which is no known %s; it must be one of %s."
              .formatted(key, kind.setting(), name, kind.words(), String.join(", ", kind.known())));
    }
  }

  void apply(SshClient client) {
    client.setKeyExchangeFactories(
        with(
            ClientBuilder.setUpDefaultKeyExchanges(true),
            more.keyExchange().stream()
                .map(BuiltinDHFactories::fromFactoryName)
                .map(ClientBuilder.DH2KEX)
                .toList()));
    client.setSignatureFactories(
        with(
            ClientBuilder.setUpDefaultSignatureFactories(true),
            more.hostKey().stream().map(BuiltinSignatures::fromFactoryName).toList()));
    client.setCipherFactories(
        with(
            ClientBuilder.setUpDefaultCiphers(true),
            more.cipher().stream().map(BuiltinCiphers::fromFactoryName).toList()));
    client.setMacFactories(
        with(
            ClientBuilder.setUpDefaultMacs(true),
            more.mac().stream().map(BuiltinMacs::fromFactoryName).toList()));
  }

  private static <T> List<T> with(List<? extends T> defaults, List<? extends T> more) {
    Set<T> all = new LinkedHashSet<>(defaults);
    all.addAll(more);
    return new ArrayList<>(all);
  }

  /**
   * Why client and server have no algorithm in common, and what to write; null if they have.
   *
   * @param client what this program proposed
   * @param server what the server offers
   */
  String explain(Map<KexProposalOption, String> client, Map<KexProposalOption, String> server) {
    for (KexProposalOption option : KexProposalOption.VALUES) {
      Kind kind = KINDS.get(option);
      List<String> offered = names(server.get(option));
      if (kind != null && offered.stream().noneMatch(names(client.get(option))::contains)) {
        return explain(kind, offered);
      }
    }
    return null;
  }

  private String explain(Kind kind, List<String> offered) {
    String usable =
        offered.stream().filter(kind.known()::contains).collect(Collectors.joining(", "));
    String what =
        "the server offers as %s only %s, which this program does not use by default because it is weak"
            .formatted(kind.words(), String.join(", ", offered));
    return usable.isEmpty()
        ? "the server offers as %s only %s, none of which this program supports. Update the server."
            .formatted(kind.words(), String.join(", ", offered))
        : "%s. Update the server, or set %s.%s: %s.".formatted(what, key, kind.setting(), usable);
  }

  private static List<String> names(String proposal) {
    return proposal == null ? List.of() : Arrays.asList(proposal.split(","));
  }
}
