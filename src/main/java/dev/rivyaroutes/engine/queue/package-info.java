/** The ledger as a Camel component: consumers, claim loops and queues. */
package dev.rivyaroutes.engine.queue;
