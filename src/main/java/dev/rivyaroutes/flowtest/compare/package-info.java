/** Compares what came out of a case with what its test expects. */
package dev.rivyaroutes.flowtest.compare;
