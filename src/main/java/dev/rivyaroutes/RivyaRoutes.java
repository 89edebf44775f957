package dev.rivyaroutes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program: Camel routes from sources of briefs over the Rivya API to sinks of results. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RivyaRoutes {

  public static void main(String[] args) {
    SpringApplication.run(RivyaRoutes.class, args);
  }
}
