package dev.rivyaroutes.outbound;

/** Marks an exception whose message is written for users. */
public interface ReadableMessage {}
