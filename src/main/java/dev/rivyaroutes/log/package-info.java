/** Cleans log events: one line each, without secrets. */
package dev.rivyaroutes.log;
