package dev.rivyaroutes.rivya;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.outbound.PublicAddresses;
import dev.rivyaroutes.rivya.call.ChatRequest;
import dev.rivyaroutes.rivya.call.CreateRequest;
import dev.rivyaroutes.rivya.call.Download;
import dev.rivyaroutes.rivya.call.RivyaCallProperties;
import dev.rivyaroutes.rivya.call.UploadForm;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.wait.EventReliability;
import dev.rivyaroutes.rivya.wait.WaitProperties;
import dev.rivyaroutes.rivya.wait.WaitSchedule;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what the calls to Rivya need. */
@Configuration(proxyBeanMethods = false)
class RivyaConfiguration {

  /** The models known before this start are used until Rivya returns them again. */
  @Bean
  ModelCatalogue modelCatalogue(Accounts accounts, Catalogues catalogues) {
    ModelCatalogue models = new ModelCatalogue();
    for (String account : accounts.names()) {
      catalogues
          .find(accounts.get(account).base())
          .ifPresent(catalogue -> models.update(account, catalogue));
    }
    return models;
  }

  @Bean
  WaitSchedule waitSchedule(
      WaitProperties properties, ModelCatalogue models, EventReliability events, Clock clock) {
    return new WaitSchedule(properties, models, events, clock, RandomGenerator.getDefault());
  }

  @Bean
  CreateRequest createRequest() {
    return new CreateRequest();
  }

  @Bean
  ChatRequest chatRequest() {
    return new ChatRequest();
  }

  @Bean
  UploadForm uploadForm(MediaStore media) {
    return new UploadForm(media);
  }

  @Bean
  Download resultDownload(
      RivyaCallProperties properties, PublicAddresses publicAddresses, Accounts accounts) {
    return new Download(properties, publicAddresses, accounts, false);
  }

  @Bean
  Download referenceDownload(
      RivyaCallProperties properties, PublicAddresses publicAddresses, Accounts accounts) {
    return new Download(properties, publicAddresses, accounts, true);
  }
}
