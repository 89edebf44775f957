package dev.rivyaroutes.live;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import dev.rivyaroutes.ledger.sqlite.ReadOnlyLedger;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.s3.MediaBucket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Reaches the ledger and the media store, if they are not files of this machine. */
final class VisitStores {
  private final Environment environment;
  private final VisitS3 s3;

  VisitStores(Environment environment, VisitS3 s3) {
    this.environment = environment;
    this.s3 = s3;
  }

  List<Target> targets(MediaProperties media) {
    List<Target> targets = new ArrayList<>();
    String url = environment.getProperty("spring.datasource.url", "");
    if (LedgerFile.path(url).isEmpty()) {
      Place place = Place.of("spring.datasource.url");
      targets.add(new Target(Rule.REACH, place, "The ledger", this::ledger));
    }
    if (media.store().startsWith("s3:")) {
      MediaBucket named = MediaBucket.of(media.store());
      targets.add(
          new Target(
              Rule.REACH,
              Place.of("rivya.media.store"),
              "The media store",
              seen -> s3.look(media.connection(), named.bucket(), named.prefix(), seen)));
    }
    return targets;
  }

  private void ledger(Seen seen) {
    try (ReadOnlyLedger ledger = ReadOnlyLedger.open(environment)) {
      ledger.jdbc().queryForObject("select 1", Integer.class);
      seen.info(
          "The database of the ledger accepts the login. Not tried, because that would write: to create its tables.");
    } catch (SQLException | RuntimeException e) {
      seen.error(
          "The database of the ledger cannot be reached: " + Causes.innermost(e),
          "Check spring.datasource.url, spring.datasource.username and spring.datasource.password.");
    }
  }
}
