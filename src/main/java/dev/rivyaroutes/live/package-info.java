/** The command {@code check --live}: reaches accounts, sources and sinks, and only reads. */
package dev.rivyaroutes.live;
