package dev.rivyaroutes.media.s3;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured S3 stores.
 *
 * @param s3 The stores by name.
 */
@ConfigurationProperties("rivya")
record S3Properties(@DefaultValue Map<String, S3ConnectionProperties> s3) {
  S3Properties {
    s3 = Map.copyOf(s3);
    s3.forEach((name, connection) -> connection.check(name));
  }
}
