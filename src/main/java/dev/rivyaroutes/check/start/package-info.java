/**
 * The start and the stop of the program: checks first, failures explained, the configuration
 * logged.
 */
package dev.rivyaroutes.check.start;
