package dev.rivyaroutes.media;

/**
 * Bytes in the media store.
 *
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hex digits: their address in the store
 * @param size the number of bytes
 * @param type what the bytes are by their signature, never by a name
 */
public record StoredMedia(String sha256, long size, MediaType type) {}
