package dev.rivyaroutes.delivery;

/**
 * A media file of a result, in the media store.
 *
 * @param n its number within the result, from 1
 * @param name the file name from Rivya, without folders
 * @param contentType the media type that its bytes show
 * @param extension the usual extension for that type, without a dot
 * @param size bytes
 * @param sha256 its address in the media store, 64 lower-case hex digits
 */
public record ResultFile(
    int n, String name, String contentType, String extension, long size, String sha256) {}
