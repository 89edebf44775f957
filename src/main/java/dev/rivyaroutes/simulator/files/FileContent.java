package dev.rivyaroutes.simulator.files;

/** What the bytes of a file are. */
public record FileContent(String mimeType, long size, String sha256) {}
