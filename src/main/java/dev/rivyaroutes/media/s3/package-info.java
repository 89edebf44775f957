/** The media store in a bucket, and the S3 connections that sources, sinks and media share. */
package dev.rivyaroutes.media.s3;
