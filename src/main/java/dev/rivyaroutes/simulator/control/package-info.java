/**
 * The state of the simulator, and the endpoints under {@code /_simulator/} that show and change it.
 */
package dev.rivyaroutes.simulator.control;
