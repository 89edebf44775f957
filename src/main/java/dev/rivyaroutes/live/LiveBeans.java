package dev.rivyaroutes.live;

import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.rivya.call.ReadRivya;
import dev.rivyaroutes.rivya.call.RivyaCallProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The program's own connections without the rest of the program: no route, no ledger and no timer
 * is there that could do more than a check asks for.
 */
@ConfigurationPropertiesScan({
  "dev.rivyaroutes.connection",
  "dev.rivyaroutes.mail",
  "dev.rivyaroutes.media.s3",
  "dev.rivyaroutes.delivery.callback"
})
@EnableConfigurationProperties({
  AccountProperties.class,
  MediaProperties.class,
  RivyaCallProperties.class
})
@Import({
  S3Connections.class,
  MailConnections.class,
  SftpConnections.class,
  KafkaConnections.class,
  JmsConnections.class,
  DatabaseConnections.class,
  SqsConnections.class
})
class LiveBeans {

  /** Opens nothing yet: each connection connects when it is used. */
  static AnnotationConfigApplicationContext open(ConfigurableEnvironment environment) {
    AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    beans.setEnvironment(environment);
    beans.register(LiveBeans.class);
    beans.refresh();
    return beans;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Accounts accounts(AccountProperties properties) {
    return new Accounts(properties);
  }

  @Bean
  ReadRivya readRivya(Accounts accounts, RivyaCallProperties properties, Clock clock) {
    return new ReadRivya(accounts, properties, clock);
  }
}
