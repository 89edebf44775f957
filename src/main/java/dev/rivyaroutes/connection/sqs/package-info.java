/** The named SQS connections, and why their calls fail. */
package dev.rivyaroutes.connection.sqs;
