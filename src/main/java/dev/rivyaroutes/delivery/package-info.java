/** Deliveries: a result on its way to a named sink, and the beans of the sinks. */
package dev.rivyaroutes.delivery;
