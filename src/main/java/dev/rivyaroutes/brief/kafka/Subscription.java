package dev.rivyaroutes.brief.kafka;

/**
 * What a source reads.
 *
 * @param group the consumer group that all replicas share
 */
record Subscription(String topic, String group, Since since) {}
