/**
 * The pages for people: what needs attention, jobs, quarantine and credits, on the API's services.
 */
package dev.rivyaroutes.console;
