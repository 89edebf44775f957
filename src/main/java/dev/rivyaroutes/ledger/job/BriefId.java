package dev.rivyaroutes.ledger.job;

/**
 * Identifies a brief within its flow. Two briefs are the same only if all fields are equal.
 *
 * @param source the kind of source, such as http, folder or s3
 * @param caller who submits it: the name of a token or user, a folder, a bucket, a route
 * @param id the source's own id, of any length
 * @param row its number in a manifest; 0 if it is not a row
 * @param version what else distinguishes it, such as the SHA-256 of a file; may be empty
 */
public record BriefId(String source, String caller, String id, long row, String version) {

  /** The version of an invalid brief, because a corrected one may arrive under the same id. */
  public static final String REFUSED = "refused";

  /** The id of a brief whose source and caller are unknown. */
  public static BriefId of(String id) {
    return new BriefId("", "", id, 0, "");
  }

  /** The id under which it is refused, so that its own id remains available. */
  public BriefId refused() {
    return new BriefId(source, caller, id, row, REFUSED + version);
  }

  /** The id as displayed. It may be ambiguous, so no key is derived from it. */
  public String text() {
    return row == 0 ? id : id + "#" + row;
  }

  /** The text as stored: PostgreSQL does not accept NUL characters. */
  public String storedText() {
    return Lengths.truncate(text().replace("\0", "\\u0000"), Lengths.TEXT);
  }

  /** The unique key within the flow. */
  public String key() {
    return SourceKey.ofFields(source, caller, id, Long.toString(row), version);
  }

  /** The key that earlier versions gave it, which did not keep the fields apart. */
  public String legacyKey() {
    return SourceKey.of(text());
  }

  public String requestKey() {
    return SourceKey.ofFields(source, caller, id);
  }
}
