package dev.rivyaroutes.outbound;

/** Marks an exception whose message is written for people already. */
public interface ReadableMessage {}
