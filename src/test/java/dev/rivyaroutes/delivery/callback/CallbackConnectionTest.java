package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.callback.CallbackProperties.Receiver;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class CallbackConnectionTest {

  private static final String SECRET = SignCallbackTest.SECRET;
  private static final String OLD_SECRET = SignCallbackTest.OLD_SECRET;

  @Test
  void isReadFromTheConfiguration() {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    source.put("rivya.callbacks.erp.url", "https://erp.example.com/rivya?tenant=7");
    source.put("rivya.callbacks.erp.secret", SECRET);
    source.put("rivya.callbacks.erp.secret-previous", OLD_SECRET);

    CallbackProperties properties =
        new Binder(source).bind("rivya", CallbackProperties.class).get();
    CallbackConnection erp = CallbackConnection.of("erp", properties);

    assertThat(erp.url()).hasToString("https://erp.example.com/rivya?tenant=7");
    assertThat(erp.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(erp.maxInline()).isEqualTo(1_048_576);
    assertThat(erp.allowPrivate()).isFalse();
    assertThat(erp.secrets()).containsExactly(SECRET, OLD_SECRET);
    assertThat(erp).hasToString("erp (https://erp.example.com)");
    assertThat(properties.toString()).doesNotContain(SECRET, OLD_SECRET, "tenant");
  }

  @Test
  void isNotThereUnlessConfigured() {
    CallbackProperties none =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("rivya", CallbackProperties.class);

    assertThatThrownBy(() -> CallbackConnection.of("erp", none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rivya.callbacks.erp.url is not set; set it");
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''|rivya.callbacks.erp.url is not set",
        "erp.example.com|has the scheme null; it must be https",
        "ftp://erp.example.com|has the scheme ftp",
        "file:///etc/passwd|has the scheme file",
        "https://me:hunter2@erp.example.com/|contains a user name; remove it",
        "https://erp.example.com@127.0.0.1/|contains a user name",
        "https:///path|has no valid host",
        "https://a b/|is not a URL",
        "http://erp.example.com/|is http; use https, or set rivya.callbacks.erp.allow-private",
      })
  void refusesAUrlThatCannotBeUsed(String url, String message) {
    assertThatThrownBy(() -> connection(url, SECRET, "", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rivya.callbacks.erp.url ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void takesHttpInAPrivateNetwork() {
    assertThat(connection("http://erp.internal:8080/rivya", SECRET, "", true).url().getPort())
        .isEqualTo(8080);
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "'','',rivya.callbacks.erp.secret is not set; make one",
    "hunter2hunter2hunter2hunter2hunter2,'',rivya.callbacks.erp.secret is not a secret",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_hunter2,rivya.callbacks.erp.secret-previous is not a secret",
  })
  void refusesABadSecretWithoutShowingIt(String secret, String previous, String message) {
    assertThatThrownBy(() -> connection("https://erp.example.com/", secret, previous, false))
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("MfKQ9r8");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"", "routes.example.com", "https://", "ftp://routes.example.com"})
  void refusesAPublicUrlThatLinksCannotStartWith(String publicUrl) {
    Receiver erp =
        new Receiver(
            "https://erp.example.com/",
            SECRET,
            "",
            Duration.ofSeconds(15),
            false,
            DataSize.ofMegabytes(1));
    CallbackSink sink =
        new CallbackSink(
            new CallbackProperties(Map.of("default", erp)),
            new PublicUrlProperties(publicUrl),
            null,
            null,
            null);

    assertThatThrownBy(sink::start)
        .hasMessageStartingWith("rivya.public-url is \"" + publicUrl + "\"; it must be");
  }

  private static CallbackConnection connection(
      String url, String secret, String previous, boolean allowPrivate) {
    Receiver receiver =
        new Receiver(
            url, secret, previous, Duration.ofSeconds(15), allowPrivate, DataSize.ofMegabytes(1));
    return CallbackConnection.of("erp", new CallbackProperties(Map.of("erp", receiver)));
  }
}
