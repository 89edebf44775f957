/** Webhooks of the simulated Rivya: endpoints, and events on their way to them. */
package dev.rivyaroutes.simulator.webhook;
