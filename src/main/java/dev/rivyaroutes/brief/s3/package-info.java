/** The S3 source: which objects are briefs, how they are acknowledged, retried or quarantined. */
package dev.rivyaroutes.brief.s3;
