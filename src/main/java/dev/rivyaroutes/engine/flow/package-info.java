/** The flows that the routes declare, and their checks. */
package dev.rivyaroutes.engine.flow;
