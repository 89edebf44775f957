/** The HTTP API: questions about jobs, accounts and models, and people's orders to them. */
package dev.rivyaroutes.api;
