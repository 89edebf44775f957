package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.flowtest.brief.WriteMail;
import dev.rivyaroutes.flowtest.end.Ends;
import dev.rivyaroutes.flowtest.end.SftpEnd;
import dev.rivyaroutes.simulator.SimulatedRivya;
import java.nio.file.Path;

/** The settings that lead the program to the ends of a run. */
final class EndSettings {
  private static final String NOWHERE = "127.0.0.1";

  private final Path folder;
  private final NamedByFlows named;
  private final SimulatedRivya rivya;
  private final Ends ends;
  private final TestSettings settings = new TestSettings();

  EndSettings(Path folder, NamedByFlows named, SimulatedRivya rivya, Ends ends) {
    this.folder = folder;
    this.named = named;
    this.rivya = rivya;
    this.ends = ends;
  }

  static String key(String account) {
    return "rvya_sk_test_" + account + "_0123456789";
  }

  /** The address of an embedded database of the run. */
  static String database(Path folder, String name) {
    return "jdbc:sqlite:" + folder.resolve(name + ".db");
  }

  TestSettings settings() {
    settings
        .set("rivya.flows.when-wrong", "stop")
        .set("rivya.routes", "file:" + folder.resolve(CopyFlows.FOLDER) + "/*.camel.yaml")
        .set("rivya.media.store", "file:" + folder.resolve("media"))
        .set("rivya.wait.first", "0s")
        .set("spring.datasource.url", database(folder, "ledger"))
        .set("server.port", 0)
        .set("server.address", NOWHERE)
        .set("management.server.port", 0)
        .set("management.server.address", NOWHERE)
        .set("camel.main.source-location-enabled", true);
    for (String account : named.accounts()) {
      String prefix = "rivya.accounts." + account + ".";
      settings
          .set(prefix + "base-url", rivya.baseUri().toString())
          .set(prefix + "api-key", key(account))
          .set(prefix + "rate", "1000/s")
          // One after the other, so that the results of several rows come in their order.
          .set(prefix + "concurrency", 1)
          .set(prefix + "downloads", 1);
    }
    named.connections().forEach(this::connection);
    return settings;
  }

  private void connection(String name) {
    settings
        .set("rivya.s3." + name + ".region", "eu-central-1")
        .set("rivya.sqs." + name + ".region", "eu-central-1")
        .set("rivya.kafka." + name + ".bootstrap-servers", NOWHERE + ":9")
        .set("rivya.jms." + name + ".url", "tcp://" + NOWHERE + ":9")
        .set("rivya.mail." + name + ".user", "mailbox@example.com")
        .set("rivya.mail." + name + ".password", "test")
        .set("rivya.mail." + name + ".authserv-id", WriteMail.AUTHSERV_ID)
        .set("rivya.mail." + name + ".save-sent", false)
        .set("rivya.mail." + name + ".imap.host", NOWHERE)
        .set("rivya.mail." + name + ".smtp.host", NOWHERE)
        .set("rivya.callbacks." + name + ".url", "https://receiver.test/" + name)
        .set(
            "rivya.callbacks." + name + ".secret",
            "whsec_dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3Q=");
    if (ends.sftp() != null) {
      settings
          .set("rivya.sftp." + name + ".host", SftpEnd.HOST)
          .set("rivya.sftp." + name + ".port", ends.sftp().port())
          .set("rivya.sftp." + name + ".user", SftpEnd.USER)
          .set("rivya.sftp." + name + ".password", SftpEnd.PASSWORD)
          .set("rivya.sftp." + name + ".fingerprints", ends.sftp().fingerprint());
    }
    if (ends.database() != null) {
      settings.set("rivya.database." + name + ".url", ends.database().url());
    }
  }
}
