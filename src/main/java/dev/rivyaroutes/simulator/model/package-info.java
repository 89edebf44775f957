/** The models of the simulated Rivya. */
package dev.rivyaroutes.simulator.model;
