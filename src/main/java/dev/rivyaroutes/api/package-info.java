/** The HTTP API: jobs, accounts and models, and operators' orders. */
package dev.rivyaroutes.api;
