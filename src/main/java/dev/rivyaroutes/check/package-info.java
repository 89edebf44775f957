/** Checks at the start, whose messages name the thing and the remedy. */
package dev.rivyaroutes.check;
