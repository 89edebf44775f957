/** The registration of webhook endpoints at Rivya. */
package dev.rivyaroutes.engine.webhook;
