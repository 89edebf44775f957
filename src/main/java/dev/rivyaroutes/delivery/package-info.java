/** Results and their delivery to sinks: documents, names and the retry schedule. */
package dev.rivyaroutes.delivery;
