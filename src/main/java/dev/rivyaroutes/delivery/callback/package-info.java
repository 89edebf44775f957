/** The callback sink: signed HTTP calls, and how their answers are judged. */
package dev.rivyaroutes.delivery.callback;
