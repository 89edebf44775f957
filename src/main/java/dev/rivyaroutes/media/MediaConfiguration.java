package dev.rivyaroutes.media;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the media store by the scheme of {@code rivya.media.store}. */
@Configuration(proxyBeanMethods = false)
public class MediaConfiguration {

  @Bean
  public MediaStore mediaStore(
      MediaProperties properties,
      List<OpenMediaStore> known,
      ObjectProvider<MeterRegistry> registry) {
    MediaStore store = open(properties, known);
    MeterRegistry meters = registry.getIfAvailable();
    return meters == null ? store : new MeasuredMediaStore(store, meters);
  }

  /** The store, which is not measured. */
  public static MediaStore open(MediaProperties properties, List<OpenMediaStore> known) {
    for (OpenMediaStore candidate : known) {
      if (properties.store().startsWith(candidate.scheme() + ":")) {
        return candidate.open(properties);
      }
    }
    List<String> schemes = known.stream().map(OpenMediaStore::scheme).sorted().toList();
    throw new IllegalStateException(
        "rivya.media.store is %s, whose scheme is not supported. Use one of %s, such as file:data/media."
            .formatted(properties.store(), schemes));
  }
}
