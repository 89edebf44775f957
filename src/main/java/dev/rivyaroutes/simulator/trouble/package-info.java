/** The trouble that the simulator can make, and the operations that it can hit. */
package dev.rivyaroutes.simulator.trouble;
