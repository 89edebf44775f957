package dev.rivyaroutes.media;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the media store by the scheme of {@code rivya.media.store}. */
@Configuration(proxyBeanMethods = false)
public class MediaConfiguration {

  @Bean
  public MediaStore mediaStore(MediaProperties properties, List<OpenMediaStore> known) {
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
