package dev.rivyaroutes.ledger.job;

/**
 * What tells one brief of a flow from all others. Two briefs are the same only when every field is.
 *
 * @param source the kind of source, such as http, folder or s3
 * @param caller who hands it in: a token's or a user's name, a folder, a bucket, a route
 * @param id the source's own id, any length
 * @param row its number in a manifest; 0 for a brief that is no row
 * @param version what else tells it apart, such as the SHA-256 of a file's content; empty for
 *     nothing
 */
public record BriefId(String source, String caller, String id, long row, String version) {

  /** The version of a brief that cannot be used, where a mended one may come under the same id. */
  public static final String REFUSED = "refused";

  /** The id of a brief whose source and caller are not known. */
  public static BriefId of(String id) {
    return new BriefId("", "", id, 0, "");
  }

  /** The id under which it is refused, so that the same brief may be accepted under its own. */
  public BriefId refused() {
    return new BriefId(source, caller, id, row, REFUSED + version);
  }

  /** The id as people see it. Only this text may be ambiguous; no key is made of it. */
  public String text() {
    return row == 0 ? id : id + "#" + row;
  }

  /** The text as the ledger can keep it: PostgreSQL takes no NUL. */
  public String storedText() {
    return Lengths.truncate(text().replace("\0", "\\u0000"), Lengths.TEXT);
  }

  /** The unique key within the flow. */
  public String key() {
    return SourceKey.ofFields(source, caller, id, Long.toString(row), version);
  }

  /** The key that a program before the fields were kept apart has given it. */
  public String legacyKey() {
    return SourceKey.of(text());
  }

  /** The key of the request that brought it, with all of its rows. */
  public String requestKey() {
    return SourceKey.ofFields(source, caller, id);
  }
}
