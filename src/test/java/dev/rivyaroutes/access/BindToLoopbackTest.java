package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.mock.env.MockEnvironment;

class BindToLoopbackTest {

  private static MockEnvironment after(String... keysAndValues) {
    MockEnvironment environment = new MockEnvironment();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      environment.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    SpringApplication program = new SpringApplication();
    program.setWebApplicationType(WebApplicationType.SERVLET);
    new BindToLoopback().postProcessEnvironment(environment, program);
    return environment;
  }

  @Test
  void listensOnLoopbackOnlyWithoutCallers() {
    assertThat(after().getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(after().getProperty("management.server.address")).isEqualTo("127.0.0.1");
    assertThat(after("server.address", "").getProperty("server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void keepsAnExplicitLoopbackAddress() {
    assertThat(after("server.address", "::1").getProperty("server.address")).isEqualTo("::1");
  }

  @Test
  void overrulesAnOpenAddressWithoutCallers() {
    MockEnvironment environment =
        after("server.address", "0.0.0.0", "management.server.address", "10.0.0.1");

    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    assertThat(BindToLoopback.overruled(environment))
        .containsEntry(
            "server.address",
            "server.address is 0.0.0.0, but no caller is configured; set rivya.access.tokens or"
                + " rivya.access.users, or remove server.address.")
        .containsKey("management.server.address");
    assertThat(BindToLoopback.overruled(after("server.address", "::1"))).isEmpty();
  }

  @Test
  void leavesTheAddressAloneWithCallers() {
    assertThat(after("rivya.access.tokens[0].name", "erp").getProperty("server.address")).isNull();
    assertThat(after("rivya.access.users[0].name", "ops").getProperty("server.address")).isNull();
    assertThat(
            after("rivya.access.users[0].name", "ops", "server.address", "0.0.0.0")
                .getProperty("server.address"))
        .isEqualTo("0.0.0.0");
  }
}
