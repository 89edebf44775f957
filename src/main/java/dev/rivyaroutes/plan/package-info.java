/** The command {@code plan}: what a change of flows would do to the briefs that came lately. */
package dev.rivyaroutes.plan;
