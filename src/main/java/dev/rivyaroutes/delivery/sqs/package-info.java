/** Sends results to SQS queues. */
package dev.rivyaroutes.delivery.sqs;
