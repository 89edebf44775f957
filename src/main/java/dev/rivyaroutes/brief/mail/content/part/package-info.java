/** The parts of a mail sorted into texts and files, with containers opened. */
package dev.rivyaroutes.brief.mail.content.part;
