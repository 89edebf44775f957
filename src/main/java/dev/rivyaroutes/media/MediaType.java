package dev.rivyaroutes.media;

/**
 * The type of some bytes by their signature.
 *
 * @param contentType the IANA media type, such as {@code image/png}; {@code
 *     application/octet-stream} when unknown
 * @param kind Rivya's kind of media
 * @param extension the usual file extension without a dot, such as {@code png}; {@code bin} when
 *     unknown
 */
public record MediaType(String contentType, MediaKind kind, String extension) {}
