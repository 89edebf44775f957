/** After the send: polling, task events and fetching results. */
package dev.rivyaroutes.engine.follow;
