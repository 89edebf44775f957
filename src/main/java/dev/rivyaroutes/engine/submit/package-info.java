/** Before the send: checks, uploads and the exact request. */
package dev.rivyaroutes.engine.submit;
