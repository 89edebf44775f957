package dev.rivyaroutes.brief;

/**
 * One brief on its way from a source through the steps of a flow.
 *
 * @param sourceId the source's own id; a manifest's row has the manifest's id, {@code #} and its
 *     number
 * @param sourceName the name that people know
 * @param body what the flow's steps see as the body: a {@code String} (text), a {@code Map} (a
 *     document or a manifest's row), or a {@link BriefMedia} (a media file)
 * @param refusal why it cannot be used, when that is plain already; the body is null then
 * @param row its number in a manifest, from 1; 0 for a brief that is no row
 */
public record IncomingBrief(
    String sourceId, String sourceName, Object body, String refusal, long row) {

  /** A brief that is no row of a manifest. */
  public IncomingBrief(String sourceId, String sourceName, Object body, String refusal) {
    this(sourceId, sourceName, body, refusal, 0);
  }
}
