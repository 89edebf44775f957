/** The mail sink: what a result says as a mail, to whom it goes, and how it is sent only once. */
package dev.rivyaroutes.delivery.mail;
