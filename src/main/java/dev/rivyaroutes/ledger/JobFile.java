package dev.rivyaroutes.ledger;

/**
 * A file of a job: a reference that goes with the prompt, or a result.
 *
 * @param n its number within the job and role, from 1
 * @param name a plain file name without folders
 * @param contentType its media type by signature; null for a remote reference not fetched yet
 * @param kind image, video, audio or other; null for a remote reference not fetched yet
 * @param size bytes; -1 for a remote reference not fetched yet
 * @param sha256 its address in the media store; null for a remote reference not fetched yet
 * @param url where a remote reference comes from; null otherwise
 */
public record JobFile(
    int n, String name, String contentType, String kind, long size, String sha256, String url) {}
