/** Checks of the configuration: its keys, its values and the places where they are set. */
package dev.rivyaroutes.check.configuration;
