package dev.rivyaroutes.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:1::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
      })
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "168.63.129.17",
        "172.15.255.255",
        "172.32.0.0",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
        "2002:101:101::",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e",
      })
  void takesWhatIsPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "[::1]"})
  void refusesThisMachineHoweverItIsWritten(String host) {
    assertThatThrownBy(() -> new PublicAddresses().resolve(host))
        .isInstanceOf(AddressRefused.class)
        .hasMessageContaining(host + " resolves to ");
  }

  @Test
  void refusesAHostWithOnePrivateAddressAmongPublicOnes() throws UnknownHostException {
    InetAddress[] mixed = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")};

    assertThatThrownBy(() -> new PublicAddresses(host -> mixed).resolve("erp.example.com"))
        .isInstanceOf(AddressRefused.class)
        .hasMessage("erp.example.com resolves to 10.0.0.1, which is not a public address");
  }

  @Test
  void handsOutTheVeryAddressesItChecked() throws UnknownHostException {
    InetAddress[] found = {InetAddress.getByName("1.1.1.1")};

    assertThat(new PublicAddresses(host -> found).resolve("erp.example.com", 443))
        .singleElement()
        .satisfies(to -> assertThat(to.getAddress()).isEqualTo(found[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0177.0.0.1",
        "1.1.1.01",
        "2130706433",
        "16843009",
        "0x7f.1",
        "0x1.1.1.1",
        "0X1010101",
        "1.1",
        "1.1.1",
        "017700000001",
        "1.1.1.1.",
        "256.1.1.1",
        "1.1.1.1.1",
        "example.0x",
      })
  void refusesNumbersThatProgramsReadDifferently(String host) {
    PublicAddresses everything =
        new PublicAddresses(name -> new InetAddress[] {InetAddress.getByName("1.1.1.1")});

    assertThatThrownBy(() -> everything.resolve(host))
        .isInstanceOf(AddressRefused.class)
        .hasMessageContaining(host + " is neither a host name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "::ffff:1.1.1.1", "4chan.org", "x.1a", "0xcafe.example.com"})
  void takesNamesWithDigitsAndTheUsualFormOfAnAddress(String host) throws Exception {
    PublicAddresses everything =
        new PublicAddresses(name -> new InetAddress[] {InetAddress.getByName("1.1.1.1")});

    assertThat(everything.resolve(host)).hasSize(1);
  }
}
