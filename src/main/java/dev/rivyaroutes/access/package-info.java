/** Access: who may call the HTTP surface, with tokens for machines and logins for people. */
package dev.rivyaroutes.access;
