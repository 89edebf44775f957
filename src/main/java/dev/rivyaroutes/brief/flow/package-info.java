/** What flow files declare: flows, their sources and switches. */
package dev.rivyaroutes.brief.flow;
