/** The callback sink: signed calls, and how their answers are judged. */
package dev.rivyaroutes.delivery.callback;
