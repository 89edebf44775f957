/**
 * Rivya's events: registers where they are sent, keeps the secrets that they are signed with,
 * checks their signatures, keeps them once, and makes their jobs due.
 */
package dev.rivyaroutes.webhook;
