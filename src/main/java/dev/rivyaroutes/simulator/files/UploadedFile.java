package dev.rivyaroutes.simulator.files;

import java.time.Instant;

/**
 * What is known of an uploaded file; its bytes are not kept. The duration token is null for images.
 */
public record UploadedFile(
    String id,
    String account,
    String kind,
    String name,
    String mimeType,
    long size,
    String sha256,
    String durationToken,
    Instant createdAt) {}
