package dev.rivyaroutes.brief;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a brief may be.
 *
 * @param text the largest plain text
 * @param document the largest JSON or YAML document, and the largest row of a JSONL manifest
 * @param manifest the largest JSONL or CSV manifest
 * @param rows the most rows of a manifest
 * @param yaml the largest YAML document, which costs more time to read than any other
 * @param decoding the most bytes of all documents and large rows that are read and not yet accepted
 */
@ConfigurationProperties("rivya.brief")
public record BriefProperties(
    @DefaultValue("1MB") DataSize text,
    @DefaultValue("16MB") DataSize document,
    @DefaultValue("100MB") DataSize manifest,
    @DefaultValue("100000") int rows,
    @DefaultValue("1MB") DataSize yaml,
    @DefaultValue("64MB") DataSize decoding) {

  public BriefProperties {
    if (decoding.compareTo(document) < 0) {
      throw new IllegalArgumentException(
          "rivya.brief.decoding is %s; it must be at least rivya.brief.document, which is %s."
              .formatted(decoding, document));
    }
  }
}
