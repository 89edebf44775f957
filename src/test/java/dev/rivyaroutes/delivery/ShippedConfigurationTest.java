package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

class ShippedConfigurationTest {

  @Test
  void writesOutTheDefaultsOfTheSinks() throws IOException {
    StandardEnvironment shipped = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("shipped", new FileSystemResource("config/application.yaml"))
        .forEach(shipped.getPropertySources()::addLast);
    Binder binder = Binder.get(shipped);
    Binder nothing = Binder.get(new StandardEnvironment());

    assertThat(binder.bind("rivya.delivery", DeliveryProperties.class).get())
        .isEqualTo(nothing.bindOrCreate("rivya.delivery", DeliveryProperties.class));
    CallbackProperties callbacks = binder.bind("rivya", CallbackProperties.class).get();
    assertThat(callbacks.publicUrl())
        .isEqualTo(nothing.bindOrCreate("rivya", CallbackProperties.class).publicUrl());
    assertThat(callbacks.callbacks())
        .isEqualTo(
            Map.of("default", nothing.bindOrCreate("no.keys", CallbackProperties.Receiver.class)));
  }
}
