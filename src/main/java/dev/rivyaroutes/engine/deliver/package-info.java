/** Delivers results to the routes of the sinks. */
package dev.rivyaroutes.engine.deliver;
