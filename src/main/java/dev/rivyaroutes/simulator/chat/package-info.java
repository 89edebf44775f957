/** Chat in the simulated Rivya: turns, sessions and streamed answers. */
package dev.rivyaroutes.simulator.chat;
