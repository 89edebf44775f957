package dev.rivyaroutes.brief.mail.content.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The own server is mx.shop.example; the sender is ann@example.com, or says so. */
class ProveSenderTest {
  private static final String OWN = "mx.shop.example; ";
  private static final String PASS = "dmarc=pass header.from=example.com";

  @ParameterizedTest
  @ValueSource(
      strings = {
        OWN + PASS,
        "MX.Shop.Example; DMARC=Pass Header.From=Example.COM",
        "mx.shop.example 1; dmarc=pass header.from=example.com",
        "\"mx.shop.example\"; dmarc=pass header.from=example.com",
        "(of the shop) mx.shop.example (really) 1 (one);\t dmarc/1 = pass (p=none dis=none) header.from = example.com",
        OWN + "spf=pass smtp.mailfrom=\"a; dmarc=fail\"@example.com; " + PASS,
        OWN + "dkim=fail (bad; dmarc=fail) header.d=evil.example header.b=\"a=;b\"; " + PASS + ";",
        OWN + "dkim=pass header.i=@example.com header.s=s1 header.b=Abc=; spf=none; " + PASS,
        OWN + "dmarc=pass reason=\"all is (well\" policy.dmarc=none header.from=ann@example.com",
        OWN + "arc=pass (i=1 spf=pass (nested (deep)) \\) dmarc=fail); " + PASS
      })
  void believesTheOwnServer(String header) {
    assertThat(dmarc(header).proven()).as(dmarc(header).reason()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.shop.example",
        OWN,
        OWN + "none",
        OWN + "dmarc=fail header.from=example.com",
        OWN + "dmarc=none header.from=example.com",
        OWN + "dmarc=bestguesspass header.from=example.com",
        OWN + "dmarc=pass",
        OWN + "dmarc=pass header.from=evil.example",
        OWN + "dmarc=pass header.from=notexample.com",
        OWN + "dmarc=pass header.from=example.com.evil.example",
        OWN + "dmarc=pass header.from=sub.example.com",
        OWN + "dmarc=pass header.from=com",
        OWN + "dmarc=pass header.from=\"\"",
        OWN + "dmarc=pass header.d=example.com",
        OWN + "dmarc=pass (header.from=example.com)",
        OWN + "dmarc=fail reason=\"dmarc=pass header.from=example.com\"",
        OWN + "dmarc=fail reason=\"; dmarc=pass header.from=example.com",
        OWN + "spf=pass smtp.mailfrom=\"; dmarc=pass header.from=example.com\"@evil.example",
        OWN + "(; dmarc=pass header.from=example.com",
        OWN + "dmarc=fail header.from=example.com; " + PASS,
        OWN + "dmarc=pass header.from=evil.example; " + PASS,
        OWN + "dmarc=pass header.from=evil.example header.from=example.com",
        OWN + "dmarc=pass header.from=evil.example\0header.from=example.com",
        OWN + "dmarc=pass\0 header.from=example.com",
        OWN + "dmarc=pass header.from=example.com\0.evil.example",
        OWN + "xdmarc=pass header.from=example.com",
        OWN + "dmarc=pass header.from=ex\u00e4mple.com",
        "mx.shop.example.evil.example; " + PASS,
        "evil.example (mx.shop.example); " + PASS,
        "evil.example \"mx.shop.example\"; " + PASS,
        "\"evil.example; mx.shop.example\"; " + PASS,
        "mx.shop.example evil; " + PASS,
        "(mx.shop.example; " + PASS,
        "mx.shop.example\0; " + PASS,
        "; " + PASS,
        PASS,
        ""
      })
  void provesNothingBy(String header) {
    assertThat(dmarc(header).proven()).isFalse();
    assertThat(dmarc(header).reason()).isNotBlank();
  }

  /** As Google, Yahoo, Fastmail, rspamd and OpenDMARC write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "       dkim=pass header.i=@example.com header.s=s1 header.b=aB+c/d==;       spf=pass (google.com: domain of ann@example.com designates 192.0.2.1 as permitted sender) smtp.mailfrom=ann@example.com;       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com",
        " dkim=pass header.i=@example.com header.s=a; spf=pass smtp.mailfrom=; dmarc=pass(p=REJECT) header.from=example.com;",
        " arc=none (no signatures found); dkim=pass (2048-bit rsa key sha256) header.d=example.com header.i=@example.com header.b=a header.a=rsa-sha256 header.s=s x-bits=2048; dmarc=pass policy.published-domain-policy=none policy.evaluated-disposition=none (p=none,d=none) policy.policy-from=p header.from=example.com; iprev=pass smtp.remote-ip=2001:db8::1 (mail.example.com); x-return-mx=pass header.domain=example.com policy.is_org=yes (MX Records found: a,b)",
        " dkim=pass header.d=example.com header.s=s header.b=\"a=\"; spf=softfail (mx: 192.0.2.1 is neither permitted nor denied by domain of \"a b\"@c.example) smtp.mailfrom=\"a b\"@c.example; dmarc=pass (policy=quarantine) header.from=example.com",
        " dmarc=pass (p=none dis=none) header.from=example.com"
      })
  void readsWhatServersWrite(String results) {
    assertThat(dmarc("mx.shop.example;" + results).proven()).isTrue();
  }

  @Test
  void countsTheTopmostOwnHeaderOnly() {
    String fail = OWN + "dmarc=fail header.from=example.com";

    assertThat(dmarc(fail, OWN + PASS).proven()).isFalse();
    assertThat(dmarc(OWN + PASS, fail).proven()).isTrue();
    assertThat(dmarc(OWN + "none", OWN + PASS).proven()).isFalse();
    assertThat(dmarc(OWN + "(broken", OWN + PASS).proven()).isFalse();
    assertThat(dmarc("relay.example; " + PASS, fail).proven()).isFalse();
    assertThat(dmarc("relay.example; dmarc=fail", OWN + PASS, "evil.example; x").proven()).isTrue();
  }

  @Test
  void knowsServersWithoutAnId() {
    ProveSender exchange = new ProveSender(SenderRule.DMARC, ProveSender.NO_ID);
    MailHeaders mail =
        headers(
            "From",
            "ann@example.com",
            "Authentication-Results",
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=pass (signature was"
                + " verified) header.d=example.com;dmarc=pass action=none header.from=example.com;compauth=pass reason=100");

    assertThat(exchange.prove(mail, MailSender.of(mail)).proven()).isTrue();
    assertThat(dmarc(mail.first("Authentication-Results").orElseThrow()).proven()).isFalse();
    MailHeaders forged =
        headers("From", "ann@example.com", "Authentication-Results", "evil.example; " + PASS);
    assertThat(exchange.prove(forged, MailSender.of(forged)).proven()).isFalse();
  }

  @Test
  void takesASignatureOfTheSameDomainOnly() {
    assertThat(dkim("dkim=pass header.d=example.com").proven()).isTrue();
    assertThat(dkim("dkim=pass header.i=@example.com header.s=a").proven()).isTrue();
    assertThat(dkim("dkim=fail header.d=example.com; dkim=pass header.d=EXAMPLE.com").proven())
        .isTrue();
    assertThat(dkim("dkim=pass header.d=evil.example header.i=ann@example.com").proven()).isFalse();
    assertThat(dkim("dkim=pass header.d=com").proven()).isFalse();
    assertThat(dkim("dkim=pass header.d=mail.example.com").proven()).isFalse();
    assertThat(dkim("dkim=fail header.d=example.com; dkim=pass header.d=evil.example").proven())
        .isFalse();
    assertThat(dkim(PASS).proven()).isFalse();
    assertThat(dkim("dkim=none").proven()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "<ann@example.com>",
        "Ann <ann@example.com>",
        "\"boss@victim.example\" <ann@example.com>",
        "boss@victim.example <ann@example.com>",
        "\"Field, Ann\" (her \\) name) <ann@example.com> (work)",
        "ann@EXAMPLE.com (boss@victim.example)",
        "=?utf-8?q?boss=40victim.example=3E=2C?= <ann@example.com>"
      })
  void findsTheOneAddressOfFrom(String from) {
    MailHeaders mail = headers("From", from);

    assertThat(MailSender.of(mail).from()).isEqualTo(new MailAddress("ann", "example.com"));
    assertThat(MailSender.of(mail).problem()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann",
        "ann",
        "@example.com",
        "ann@",
        "ann@example..com",
        "ann@-example.com",
        "ann@[192.0.2.1]",
        "ann@example.com, boss@victim.example",
        "<ann@example.com> <boss@victim.example>",
        "<ann@example.com>, boss@victim.example",
        "undisclosed-recipients:;",
        "Friends: ann@example.com;",
        "<@relay.example:ann@example.com>",
        "<ann@example.com",
        "ann@example.com>",
        "\"Ann <ann@example.com>",
        "Ann (<ann@example.com>",
        "ann@example.com\0",
        "ann@exam\0ple.com",
        "Ann\0 <ann@example.com>",
        "a b@example.com",
        "ann@exa mple.com",
        "ann@\u0435xample.com\u200b",
        "ann@\uff45xample.com",
        "ann@exam\u200dple.com",
        "ann@example\u3002com"
      })
  void findsNoAddress(String from) {
    MailHeaders mail = headers("From", from);

    assertThat(MailSender.of(mail).from()).isNull();
    assertThat(MailSender.of(mail).problem()).isNotBlank();
    assertThat(dmarc(mail).proven()).isFalse();
  }

  @Test
  void takesNoSecondFrom() {
    MailHeaders mail =
        headers(
            "Authentication-Results", OWN + PASS,
            "From", "ann@example.com",
            "from", "boss@victim.example");

    assertThat(dmarc(mail).proven()).isFalse();
    assertThat(dmarc(mail).reason()).contains("more than one sender");
  }

  /** The first letter is Cyrillic. */
  @Test
  void distinguishesDomainsThatLookAlike() {
    MailHeaders mail =
        headers("Authentication-Results", OWN + PASS, "From", "ann@\u0435xample.com");

    assertThat(MailSender.of(mail).from().domain()).startsWith("xn--");
    assertThat(dmarc(mail).proven()).isFalse();
  }

  @Test
  void comparesInternationalDomainsInBothForms() {
    for (String from : List.of("j@xn--mnchen-3ya.example", "j@m\u00fcnchen.example")) {
      for (String said : List.of("xn--mnchen-3ya.example", "m\u00fcnchen.example")) {
        MailHeaders mail =
            headers("Authentication-Results", OWN + "dmarc=pass header.from=" + said, "From", from);
        assertThat(dmarc(mail).proven()).as(from + " " + said).isTrue();
      }
    }
  }

  @Test
  void neverTrustsReplyTo() {
    MailHeaders mail =
        headers(
            "Authentication-Results", OWN + PASS,
            "From", "ann@example.com",
            "Reply-To", "boss@victim.example");

    assertThat(MailSender.of(mail).from()).hasToString("ann@example.com");
    assertThat(MailSender.of(mail).replyTo()).hasToString("[boss@victim.example]");
  }

  @Test
  void saysWhatToDo() {
    assertThat(dmarc("relay.example; " + PASS).reason())
        .contains("no Authentication-Results header of mx.shop.example")
        .contains("but only of relay.example")
        .contains("authserv-id");
    assertThat(dmarc(OWN + "dmarc=fail header.from=example.com").reason())
        .contains("dmarc=fail for example.com")
        .contains("quarantine");
    assertThat(
            new ProveSender(SenderRule.NONE, null)
                .prove(
                    headers("From", "a@b.example"), MailSender.of(headers("From", "a@b.example")))
                .proven())
        .isTrue();
    assertThat(
            new ProveSender(SenderRule.DMARC, "")
                .prove(
                    headers("Authentication-Results", PASS, "From", "ann@example.com"),
                    MailSender.of(headers("From", "ann@example.com")))
                .proven())
        .isFalse();
  }

  private static SenderProof dmarc(String... results) {
    List<String> all = new ArrayList<>();
    for (String result : results) {
      all.add("Authentication-Results");
      all.add(result);
      all.add("Received");
      all.add("from a by b");
    }
    all.add("From");
    all.add("ann@example.com");
    return dmarc(headers(all.toArray(String[]::new)));
  }

  private static SenderProof dmarc(MailHeaders headers) {
    return new ProveSender(SenderRule.DMARC, "mx.shop.example")
        .prove(headers, MailSender.of(headers));
  }

  private static SenderProof dkim(String results) {
    MailHeaders headers =
        headers("Authentication-Results", OWN + results, "From", "ann@example.com");
    return new ProveSender(SenderRule.DKIM, "mx.shop.example")
        .prove(headers, MailSender.of(headers));
  }

  /** Names and values; the values in the bytes of UTF-8, as in a mail. */
  private static MailHeaders headers(String... pairs) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      byte[] utf8 = pairs[i + 1].getBytes(StandardCharsets.UTF_8);
      fields.add(new Field(pairs[i], new String(utf8, StandardCharsets.ISO_8859_1)));
    }
    return new MailHeaders(fields);
  }
}
