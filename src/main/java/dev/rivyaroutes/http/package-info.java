/** The HTTP surface: briefs and events that arrive over HTTP, and one form for every error. */
package dev.rivyaroutes.http;
