/** Accepts briefs and manifests over HTTP. */
package dev.rivyaroutes.http.intake;
