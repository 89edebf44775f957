package dev.rivyaroutes.rivya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.outbound.PublicAddresses;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.webhook.WebhookSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A start while Rivya is away, over a ledger that holds what it told before. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = ModelsAfterRestartTest.Program.class,
    properties = {
      "spring.datasource.url=jdbc:sqlite:target/ledgers/stored-models-${random.uuid}/ledger.db",
      "spring.flyway.locations=classpath:db/migration,classpath:stored-models",
      "rivya.accounts.main.base-url=https://rivya.test/",
      "rivya.accounts.other.base-url=https://other.test",
    })
class ModelsAfterRestartTest {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  @ConfigurationPropertiesScan({
    "dev.rivyaroutes.account",
    "dev.rivyaroutes.media",
    "dev.rivyaroutes.ledger",
    "dev.rivyaroutes.rivya"
  })
  @ComponentScan({
    "dev.rivyaroutes.account",
    "dev.rivyaroutes.media",
    "dev.rivyaroutes.ledger",
    "dev.rivyaroutes.rivya"
  })
  static class Program {
    @Bean
    PublicAddresses publicAddresses() {
      return new PublicAddresses();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    WebhookSecrets noSecrets() {
      return account -> List.of();
    }
  }

  @TempDir static Path folder;
  @Autowired ModelCatalogue models;

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry properties) {
    properties.add("rivya.media.store", () -> "file:" + folder);
  }

  @Test
  void checksBriefsAgainstTheModelsThatRivyaListedBefore() {
    assertThat(models.revision("main")).isEqualTo(3);
    assertThat(models.category("main", "talk")).contains("chat");
    assertThat(models.pause("main", "draw")).isPresent();
    assertThatThrownBy(() -> models.checkModel("main", "pain", JobKind.GENERATION))
        .hasMessageContaining("did you mean paint");
  }

  @Test
  void checksNothingWhereRivyaHasNeverListedItsModels() {
    assertThat(models.revision("other")).isEqualTo(-1);
    assertThatCode(() -> models.checkModel("other", "pain", JobKind.GENERATION))
        .doesNotThrowAnyException();
  }
}
