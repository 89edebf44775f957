/** The faults that the simulator makes on demand, and the operations that they hit. */
package dev.rivyaroutes.simulator.trouble;
