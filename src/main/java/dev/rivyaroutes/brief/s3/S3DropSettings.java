package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.brief.form.MatchFileName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.util.TimeUtils;
import software.amazon.awssdk.services.s3.S3Client;

/** The parameters of one s3-drop-source, set by Camel from the flow file. */
public class S3DropSettings {
  private String connection = "default";
  private String bucket = "";
  private String prefix = "";
  private List<String> suffixes = List.of();
  private AfterAccept after = AfterAccept.KEEP;
  private String target = "done/";
  private String quarantine = "quarantine/";
  private String flow = "";
  private Duration delay = Duration.ofSeconds(10);

  public void setConnection(String connection) {
    this.connection = connection;
  }

  public void setBucket(String bucket) {
    this.bucket = bucket;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix;
  }

  /** One or several, comma-separated. */
  public void setSuffix(String suffix) {
    this.suffixes =
        Arrays.stream(suffix.split(","))
            .map(one -> MatchFileName.composed(one.strip()).toLowerCase(Locale.ROOT))
            .filter(one -> !one.isEmpty())
            .toList();
  }

  public void setAfter(String after) {
    this.after =
        Arrays.stream(AfterAccept.values())
            .filter(value -> value.name().equalsIgnoreCase(after))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "s3-drop-source has after: %s; it must be keep, tag, move or delete."
                            .formatted(after)));
  }

  /** The timer has the value too. */
  public void setDelay(String delay) {
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(delay);
    } catch (RuntimeException e) {
      millis = 0;
    }
    Require.that(
        millis > 0,
        "s3-drop-source has delay: %s; it must be a time with unit, such as 10s.".formatted(delay));
    this.delay = Duration.ofMillis(millis);
  }

  public void setTarget(String target) {
    this.target = folder(target);
  }

  public void setQuarantine(String quarantine) {
    this.quarantine = folder(quarantine);
  }

  public void setFlow(String flow) {
    this.flow = flow;
  }

  Duration delay() {
    return delay;
  }

  String connection() {
    return connection;
  }

  String bucket() {
    return bucket;
  }

  String prefix() {
    return prefix;
  }

  AfterAccept after() {
    return after;
  }

  /** The folders that handled objects of a folder of the bucket are moved to. */
  List<String> handled(String folder) {
    String within = folder.substring(Math.min(folder.length(), prefixFolder().length()));
    return switch (after) {
      case KEEP, TAG -> List.of();
      case MOVE -> List.of(target + within, quarantine + within);
      case DELETE -> List.of(quarantine + within);
    };
  }

  private String prefixFolder() {
    return FileNames.folder(prefix);
  }

  /** The flow that the parameter names; empty when the route names it. */
  String flow() {
    return flow;
  }

  /** What the source lists, for messages. */
  String address() {
    return "s3://" + bucket + "/" + prefix;
  }

  AcknowledgeObject acknowledge(S3Client client) {
    return new AcknowledgeObject(client, after, prefix, target, quarantine);
  }

  /** Whether an object can be a brief by its name. */
  boolean accepts(S3Object object) {
    String name = MatchFileName.composed(object.key()).toLowerCase(Locale.ROOT);
    return !object.isFolderMarker()
        && !IgnoredFiles.matches(object.key().substring(prefixFolder().length()))
        && (suffixes.isEmpty() || suffixes.stream().anyMatch(name::endsWith))
        && !(after == AfterAccept.MOVE && object.key().startsWith(target))
        && !(after.removes() && object.key().startsWith(quarantine));
  }

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  void check() {
    Require.that(
        !bucket.isBlank(),
        "s3-drop-source has no bucket; name one, such as bucket: listing-photos.");
    if (after == AfterAccept.MOVE) {
      checkApart("target", target);
    }
    if (after.removes()) {
      checkApart("quarantine", quarantine);
    }
  }

  private void checkApart(String parameter, String folder) {
    Require.that(
        !folder.isEmpty() && !prefix.startsWith(folder),
        "s3-drop-source has %s: \"%s\", which contains the prefix \"%s\" itself; choose another folder, such as %s: done/."
            .formatted(parameter, folder, prefix, parameter));
  }

  private static String folder(String text) {
    String path = text.strip().replaceFirst("^/+", "");
    return path.isEmpty() || path.endsWith("/") ? path : path + "/";
  }
}
