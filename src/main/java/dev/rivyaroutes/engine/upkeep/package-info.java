/** Retention, orphaned jobs and balances. */
package dev.rivyaroutes.engine.upkeep;
