/** Takes in the messages of JMS queues and topics, and commits them after the ledger has them. */
package dev.rivyaroutes.brief.jms;
