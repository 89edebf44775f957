/** A mail server: its address, how to log in, and why a call of it failed. */
package dev.rivyaroutes.mail.server;
