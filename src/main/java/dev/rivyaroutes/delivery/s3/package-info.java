/** The S3 sink, and what makes it once only. */
package dev.rivyaroutes.delivery.s3;
