package dev.rivyaroutes.media;

/**
 * Stored bytes.
 *
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hex digits: their address in the store
 * @param size the number of bytes
 * @param type the type by the signature of the bytes
 */
public record StoredMedia(String sha256, long size, MediaType type) {}
