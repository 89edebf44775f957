/** The accounts of the simulated Rivya: API keys, rate limits and credits. */
package dev.rivyaroutes.simulator.account;
