/** The engine: the ledger as a Camel component, and the few beans that routes call by name. */
package dev.rivyaroutes.engine;
