package dev.rivyaroutes.flowtest.brief;

import java.util.Map;

/**
 * A brief as a source presents it to the steps of its flow, for those that have no source any more.
 *
 * @param name the name that people know
 * @param source the kind of its source, such as folder
 * @param body a text, or the fields of a document
 * @param variables what the source sets beside it
 * @param files the bytes of the files beside it, by the names that the document uses
 */
public record GivenBrief(
    String name,
    String source,
    Object body,
    Map<String, Object> variables,
    Map<String, byte[]> files) {}
