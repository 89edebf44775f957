package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.media.MediaStore;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what the calls to Rivya need. */
@Configuration(proxyBeanMethods = false)
class RivyaConfiguration {

  @Bean
  ModelCatalogue modelCatalogue() {
    return new ModelCatalogue();
  }

  @Bean
  ArrivingEvents arrivingEvents() {
    return new ArrivingEvents();
  }

  @Bean
  WaitSchedule waitSchedule(
      WaitProperties properties, ModelCatalogue models, ArrivingEvents events, Clock clock) {
    return new WaitSchedule(properties, models, events, clock, RandomGenerator.getDefault());
  }

  @Bean
  CreateRequest createRequest(ObjectMapper json) {
    return new CreateRequest(json);
  }

  @Bean
  ChatRequest chatRequest(ObjectMapper json) {
    return new ChatRequest(json);
  }

  @Bean
  UploadForm uploadForm(MediaStore media) {
    return new UploadForm(media);
  }
}
