package dev.rivyaroutes.brief.jms;

/** A message that this process has received and not committed. */
record Received(JmsMessage message, MessageReader reader) {}
