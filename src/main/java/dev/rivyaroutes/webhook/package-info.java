/** Webhooks of Rivya: the settings, secrets and signatures of events, and how events are read. */
package dev.rivyaroutes.webhook;
