/** The HTTP surface: briefs that arrive over HTTP, the job API, and one form for every error. */
package dev.rivyaroutes.http;
