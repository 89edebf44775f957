package dev.rivyaroutes.check.flows;

import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** The texts of single keys of the configuration, in every form in which they may be written. */
final class Settings {

  private final Binder binder;

  Settings(Environment environment) {
    this.binder = Binder.get(environment);
  }

  /** Empty if the key is not set, or has others below it. */
  String text(String key) {
    try {
      // A name that a flow makes up may have any characters.
      return binder
          .bind(ConfigurationPropertyName.adapt(key, '.'), Bindable.of(String.class))
          .orElse("")
          .strip();
    } catch (BindException e) {
      return "";
    }
  }

  /** The host of a mailbox; empty if there is none, and for a provider the name of the provider. */
  Optional<String> mail(String connection) {
    String host = text("rivya.mail." + connection + ".imap.host");
    String provider = text("rivya.mail." + connection + ".oauth2.provider");
    return Optional.of(host.isEmpty() ? provider : host).filter(name -> !name.isEmpty());
  }
}
