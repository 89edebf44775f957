/** The S3 source: what is a brief there, how it is acknowledged or set aside. */
package dev.rivyaroutes.brief.s3;
