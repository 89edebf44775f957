/** The SFTP source: files that are completely written become briefs, once each. */
package dev.rivyaroutes.brief.sftp;
