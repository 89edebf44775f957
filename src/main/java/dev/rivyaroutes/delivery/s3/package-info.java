/** The S3 sink, which puts each object once. */
package dev.rivyaroutes.delivery.s3;
