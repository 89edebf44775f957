/** HTTP in the simulator: calls, replies, JSON and the error body. */
package dev.rivyaroutes.simulator.server;
