package dev.rivyaroutes.brief.form;

/**
 * One brief on its way from a source through the steps of a flow.
 *
 * @param id the source's own id; for a row that of its manifest
 * @param sourceName the name that people know
 * @param body the content for the steps of the flow: a {@code String} (text), a {@code Map} (a
 *     document or a manifest's row), or a {@link BriefMedia} (a media file)
 * @param refusal why it cannot be used, with a null body; or null
 * @param row its number in a manifest, from 1; 0 for a brief that is not a row
 */
public record IncomingBrief(String id, String sourceName, Object body, String refusal, long row) {

  /** A brief that is not a row of a manifest. */
  public IncomingBrief(String id, String sourceName, Object body, String refusal) {
    this(id, sourceName, body, refusal, 0);
  }

  /** The id for the steps of the flow: for a row the manifest's id, {@code #} and its number. */
  public String sourceId() {
    return id == null || row == 0 ? id : id + "#" + row;
  }
}
