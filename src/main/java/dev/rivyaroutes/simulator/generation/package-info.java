/** Generations of the simulated Rivya: create, status and result files. */
package dev.rivyaroutes.simulator.generation;
