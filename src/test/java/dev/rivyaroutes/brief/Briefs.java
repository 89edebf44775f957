package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.StageMedia;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.RecordingLedger;
import dev.rivyaroutes.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.util.unit.DataSize;

/** The beans of the module, wired for tests, and bytes that they can be fed with. */
public class Briefs {

  /** Everything that has ever broken a URI, a quoted string or a template. */
  public static final String HOSTILE_PROMPT =
      "50% off & more? a+b {{x}} ${body} \"quoted\" 'single' #1;\r\n\tÜber 猫 🦊\\n\n end";

  public static final byte[] PNG =
      HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");

  public static final byte[] WAV =
      HexFormat.of().parseHex("524946462408000057415645666d742010000000");

  public final RecordingLedger ledger = new RecordingLedger();
  public final MemoryMediaStore store = new MemoryMediaStore();
  public final ReadBriefs forms;
  public final AcceptBrief accept;

  public Briefs(CheckModel check) {
    this(check, limits());
  }

  public static BriefProperties limits() {
    return limits(kilobytes(4), kilobytes(64), 1_000);
  }

  public Briefs(CheckModel check, BriefProperties limits) {
    StageMedia media = new StageMedia(store, properties());
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("check", check);
    forms = new ReadBriefs(media, limits);
    accept =
        new AcceptBrief(
            forms,
            new ComposeJob(new StageReferences(media), beans.getBeanProvider(CheckModel.class)),
            ledger,
            beans.getBeanProvider(Traces.class));
  }

  public static BriefProperties limits(DataSize document, DataSize manifest, int rows) {
    return new BriefProperties(
        kilobytes(1),
        document,
        manifest,
        rows,
        DataSize.ofMegabytes(50),
        document,
        DataSize.ofMegabytes(64),
        Duration.ofSeconds(30));
  }

  private static MediaProperties properties() {
    return new MediaProperties(
        "file:unused",
        "default",
        Duration.ofDays(7),
        new MediaProperties.Limits(
            DataSize.ofBytes(100), DataSize.ofBytes(200), DataSize.ofBytes(50)));
  }

  private static DataSize kilobytes(int n) {
    return DataSize.ofKilobytes(n);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
