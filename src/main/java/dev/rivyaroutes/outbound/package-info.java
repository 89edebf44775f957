/** Calls to other hosts: bounded in time and pace, and explained in plain words when they fail. */
package dev.rivyaroutes.outbound;
