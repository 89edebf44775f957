package dev.rivyaroutes.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class CleanLogTest {

  private static final String FORGED = "x\n2026-11-27 ERROR all is lost\r\u0085\u2028\u202e";
  private static final String SHOWN = "x\\n2026-11-27 ERROR all is lost\\r\\u0085\\u2028\\u202e";

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Logger log = context.getLogger("dev.rivyaroutes.Some");

  @Test
  void writesOneLineWhateverAMessageContains() {
    start(pattern());
    log.warn("Model {} is unknown", FORGED);
    log.warn("Model " + FORGED + " is unknown");

    assertThat(written()).isEqualTo(("WARN Model " + SHOWN + " is unknown\n").repeat(2));
  }

  @Test
  void keepsTheLinesOfAStackTraceAndCleansItsMessages() {
    start(pattern());
    Exception thrown = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
    thrown.addSuppressed(new UnsupportedOperationException(FORGED));
    log.error("It broke", thrown);

    assertThat(written())
        .contains(
            "ERROR It broke\njava.lang.IllegalStateException: " + SHOWN + "\n\tat ",
            "Caused by: java.lang.IllegalArgumentException: " + SHOWN + "\n",
            "Suppressed: java.lang.UnsupportedOperationException: " + SHOWN + "\n")
        .doesNotContain("\n2026", "\r", "\u0085", "\u2028", "\u202e");
  }

  @Test
  void cleansWhateverTheEncoderIs() {
    JsonEncoder json = new JsonEncoder();
    start(json);
    log.atWarn().addKeyValue("model", FORGED).log("Model {}", FORGED);

    assertThat(written().lines()).hasSize(1);
    assertThat(written()).doesNotContain("\u0085", "\u2028", "\u202e");
  }

  /** As with logging.structured.format.console=ecs. */
  @Test
  void hidesSecretsInJsonOfTheElasticCommonSchema() throws IOException {
    String secret = "rvya_sk_9988776655";
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("set", Map.of("rivya.accounts.a.api-key", secret)));
    CleanLog.noteSecrets(environment);
    context.putObject(Environment.class.getName(), environment);
    StructuredLogEncoder ecs = new StructuredLogEncoder();
    ecs.setFormat("ecs");
    start(ecs);
    log.atWarn()
        .addKeyValue("key", secret)
        .setCause(new IllegalStateException("refused " + secret))
        .log("Job 01M8 was refused with {}", secret);

    assertThat(written().lines()).hasSize(1);
    assertThat(written()).doesNotContain(secret);
    JsonNode line = Json.PLAIN.readTree(written());
    assertThat(line.at("/log/level").asText()).isEqualTo("WARN");
    assertThat(line.path("message").asText()).isEqualTo("Job 01M8 was refused with …");
    assertThat(line.at("/error/message").asText()).isEqualTo("refused …");
    assertThat(line.at("/error/stack_trace").asText()).contains("\tat ");
  }

  @Test
  void keepsTheLinesOfTheStartUpBlock() {
    start(pattern());
    context
        .getLogger("dev.rivyaroutes.check.start.LogConfiguration")
        .info("{}", "one\n  two\u202e");

    assertThat(written()).isEqualTo("INFO one\n  two\\u202e\n");
  }

  @Test
  void cleansOnceHoweverOftenItIsSetUp() {
    start(pattern());
    CleanLog.clean(context);
    log.info("a\nb");

    assertThat(written()).isEqualTo("INFO a\\nb\n");
  }

  @ParameterizedTest
  @CsvSource({
    "rivya.accounts.a.api-key, rvya_sk_1122334455",
    "rivya.accounts.a.webhook.secrets, 'whsec_aaaaaaa,whsec_bbbbbbb'",
    "rivya.accounts.a.webhook.secrets[1], whsec_ccccccc",
    "rivya.access.tokens[0].token, tok-of-erp-1",
    "rivya.access.users[0].password, {noop}pass of ops",
    "rivya.secrets-key, c2VjcmV0cy1rZXk=",
    "rivya.s3.default.secret-key, s3/secret+key",
    "rivya.s3.default.access-key, AKIA-of-store",
    "rivya.mail.shop.password, pass-of-mailbox",
    "rivya.mail.shop.oauth2.client-secret, secret~of~app",
    "rivya.mail.shop.oauth2.refresh-token, refresh/of/user",
    "rivya.kafka.shop.password, pass-of-kafka",
    "rivya.sqs.shop.secret-key, secret-of-sqs",
    "rivya.kafka.shop.key-store-password, pass-of-the-key",
    "rivya.callbacks.erp.secret, whsec_ddddddd",
    "rivya.callbacks.erp.secret-previous, whsec_eeeeeee",
    "spring.datasource.password, pass-of-ledger",
    "RIVYA_ACCOUNTS_A_APIKEY, rvya_sk_6677889900",
    "ERP_TOKEN, tok-of-erp-2",
    "spring.datasource.url, jdbc:postgresql://db/l?user=erin&password=pass-in-url&ssl=true",
    "some.proxy, http://erin:pass-of-proxy@proxy:3128",
  })
  void hidesEverySecretOfTheConfiguration(String key, String value) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("set", Map.of(key, value)));
    CleanLog.noteSecrets(environment);
    start(pattern());
    for (String part : value.split("[,?&/:@]+")) {
      log.info(
          "Authorization: Bearer {}", value.contains("://") ? value : part, new Exception(value));
    }

    assertThat(written()).contains("…").doesNotContain(value.contains("://") ? "pass-" : value);
    for (String part : value.split(",")) {
      assertThat(written()).doesNotContain(value.contains("://") ? "pass-" : part);
    }
  }

  private static Encoder<ILoggingEvent> pattern() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern("%level %msg%n%ex");
    return encoder;
  }

  private void start(Encoder<ILoggingEvent> encoder) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    CleanLog.clean(context);
  }

  private String written() {
    return out.toString(UTF_8);
  }
}
