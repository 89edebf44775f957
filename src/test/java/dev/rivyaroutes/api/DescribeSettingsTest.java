package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DescribeSettingsTest {

  private static final List<String> SECRETS =
      List.of(
          "rivya.accounts.a.api-key",
          "rivya.accounts.a.webhook.secrets",
          "rivya.accounts.a.webhook.secrets[1]",
          "rivya.access.tokens[0].token",
          "rivya.access.users[0].password",
          "rivya.secrets-key",
          "rivya.s3.default.secret-key",
          "rivya.s3.default.access-key",
          "rivya.mail.shop.password",
          "rivya.mail.shop.oauth2.client-secret",
          "rivya.mail.shop.oauth2.refresh-token",
          "rivya.kafka.shop.password",
          "rivya.kafka.shop.key-store-password",
          "rivya.sftp.shop.passphrase",
          "rivya.jms.shop.password",
          "rivya.database.shop.password",
          "rivya.callbacks.erp.secret",
          "rivya.callbacks.erp.secret-previous",
          "spring.datasource.password");

  private static String text(Map<String, Object> file, Map<String, Object> environment) {
    StandardEnvironment all = new StandardEnvironment();
    all.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    all.getPropertySources()
        .addFirst(
            new MapPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
    all.getPropertySources()
        .addLast(new MapPropertySource("Config resource 'file [config/application.yaml]'", file));
    return new DescribeSettings(all).text();
  }

  @Test
  void saysOfEverySecretOnlyWhetherItIsSet() {
    Map<String, Object> file = new LinkedHashMap<>();
    SECRETS.forEach(key -> file.put(key, "hid"));
    file.put("rivya.mail.desk.password", "${NO_SUCH_VARIABLE:}");
    file.put("rivya.wait.deadline", "2h");
    file.put("spring.datasource.url", "jdbc:postgresql://db/l?user=erin&password=abc&ssl=true");
    file.put("rivya.kafka.shop.proxy", "http://erin:abc@proxy:3128");

    String text = text(file, Map.of("RIVYA_ACCOUNTS_B_APIKEY", "hid", "HOME", "/root"));

    assertThat(text)
        .contains(
            "# Config resource 'file [config/application.yaml]'",
            "rivya.wait.deadline: 2h",
            "rivya.mail.desk.password: not set",
            "spring.datasource.url: jdbc:postgresql://db/l?user=erin&password=…&ssl=true",
            "rivya.kafka.shop.proxy: http://erin:…@proxy:3128",
            "RIVYA_ACCOUNTS_B_APIKEY: set")
        .doesNotContain("hid\n", ": hid", "abc", "HOME");
    assertThat(SECRETS).allMatch(key -> text.contains(key + ": set\n"));
  }
}
