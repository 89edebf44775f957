package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.S3Checksum;

/**
 * Bytes on their way to a bucket; opened once for each attempt.
 *
 * @param type the media type
 * @param size bytes
 * @param sha256 their SHA-256 in hex
 * @param source opens them
 */
record S3Content(String type, long size, String sha256, S3Checksum.Source source) {}
