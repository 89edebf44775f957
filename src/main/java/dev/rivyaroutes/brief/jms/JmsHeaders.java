package dev.rivyaroutes.brief.jms;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The headers of a message that a brief uses.
 *
 * @param messageId the JMSMessageID; may be null
 * @param correlationId the JMSCorrelationID; may be null
 * @param replyTo the JMSReplyTo, such as {@code queue:answers}; may be null
 * @param timestamp the JMSTimestamp in milliseconds; 0 if the sender set none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JmsHeaders(String messageId, String correlationId, String replyTo, long timestamp) {}
