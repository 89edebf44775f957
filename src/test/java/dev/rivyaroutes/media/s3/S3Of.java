package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.testing.S3Server;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The connection {@code default} to a server of a test. */
public final class S3Of {
  private S3Of() {}

  public static S3Connections server(S3Server server) {
    return new S3Connections(
        new Binder(new MapConfigurationPropertySource(server.properties("default")))
            .bindOrCreate("rivya", Bindable.of(S3Properties.class)));
  }
}
