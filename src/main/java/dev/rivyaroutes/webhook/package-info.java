/**
 * Rivya's events: registers where they are sent, and keeps the secrets that they are signed with.
 */
package dev.rivyaroutes.webhook;
