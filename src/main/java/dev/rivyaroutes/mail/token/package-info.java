/** Access tokens by OAuth2, and why a provider refuses one. */
package dev.rivyaroutes.mail.token;
