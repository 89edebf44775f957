/** The program with in-process ends, in which flows are tested: one context for all cases. */
package dev.rivyaroutes.flowtest.world;
