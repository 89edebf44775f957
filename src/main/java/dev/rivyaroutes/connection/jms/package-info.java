/**
 * The named JMS connections: to Artemis, and to any broker whose JMS 3 client is on the class path.
 */
package dev.rivyaroutes.connection.jms;
