/**
 * The named JMS connections: to Artemis, and to any broker whose JMS 3 client is in {@code lib/}.
 */
package dev.rivyaroutes.connection.jms;
