/** Sends results as JMS messages. */
package dev.rivyaroutes.delivery.jms;
