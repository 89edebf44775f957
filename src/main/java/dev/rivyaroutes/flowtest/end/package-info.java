/** In-process ends: what stands in for folders, buckets, brokers, mail servers and databases. */
package dev.rivyaroutes.flowtest.end;
