/** Checks of the flow files: their YAML, their routes, and the Kamelets that they use. */
package dev.rivyaroutes.check.flows;
