/** The Files API of the simulated Rivya: uploads and references to them. */
package dev.rivyaroutes.simulator.files;
