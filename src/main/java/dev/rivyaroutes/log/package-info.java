/** What is written to the log: one line an event, and no secret. */
package dev.rivyaroutes.log;
