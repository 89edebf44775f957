/** The source that makes a brief at each time of a schedule. */
package dev.rivyaroutes.brief.schedule;
