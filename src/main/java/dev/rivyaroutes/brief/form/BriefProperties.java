package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a brief may be, and how long files wait for each other.
 *
 * @param text The largest plain text that is accepted as a prompt.
 * @param document The largest JSON or YAML document, and the largest row of a JSONL manifest.
 *     Inline base64 media counts.
 * @param manifest The largest JSONL or CSV manifest.
 * @param rows The maximum number of rows of a manifest; further ones are refused.
 * @param mail The largest mail, with its attachments as they are sent: base64 makes a file a third
 *     larger. What is unpacked from winmail.dat and signed mails may be as large again.
 * @param yaml The largest YAML document. YAML takes more time to read than any other form.
 * @param decoding The maximum size of all documents and large rows that are being read. Over HTTP,
 *     further ones get 503; other sources wait.
 * @param waitForFiles How long a file of a folder or bucket waits for the files that belong to it:
 *     a document for its references, a media file without a prompt for a document that names it.
 */
@ConfigurationProperties("rivya.brief")
public record BriefProperties(
    @DefaultValue("1MB") DataSize text,
    @DefaultValue("16MB") DataSize document,
    @DefaultValue("100MB") DataSize manifest,
    @DefaultValue("100000") int rows,
    @DefaultValue("50MB") DataSize mail,
    @DefaultValue("1MB") DataSize yaml,
    @DefaultValue("64MB") DataSize decoding,
    @DefaultValue("30s") Duration waitForFiles) {

  public BriefProperties {
    requireAtLeast(decoding, "text", text);
    requireAtLeast(decoding, "document", document);
    requireAtLeast(decoding, "yaml", yaml);
  }

  /** A document that never fits would be retried forever. */
  private static void requireAtLeast(DataSize decoding, String key, DataSize largest) {
    Require.that(
        decoding.compareTo(largest) >= 0,
        "rivya.brief.decoding is %s; it must be at least rivya.brief.%s, which is %s."
            .formatted(decoding, key, largest));
  }
}
