package dev.rivyaroutes.connection.sftp;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured SFTP connections.
 *
 * @param sftp The SFTP connections by name.
 */
@ConfigurationProperties("rivya")
record SftpProperties(@DefaultValue Map<String, SftpConnectionProperties> sftp) {
  SftpProperties {
    sftp = Map.copyOf(sftp);
    sftp.forEach((name, connection) -> new CheckSftpConnection(name, connection).check());
  }
}
