/** What a failure means: retry, back off or park, and the words for it. */
package dev.rivyaroutes.engine.failure;
