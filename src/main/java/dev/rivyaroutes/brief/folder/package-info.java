/** The folder source: which files are briefs, when they are stable, where they are moved. */
package dev.rivyaroutes.brief.folder;
