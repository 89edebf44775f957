/** Briefs that are run again: through the flow that runs now, or to see what a change would do. */
package dev.rivyaroutes.brief.again;
