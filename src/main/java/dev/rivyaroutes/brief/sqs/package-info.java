/** Takes in the messages of SQS queues, and the objects that S3 notifications in them name. */
package dev.rivyaroutes.brief.sqs;
