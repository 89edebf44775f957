/** Calls to other hosts: limited in time, rate and addresses, with readable failures. */
package dev.rivyaroutes.outbound;
